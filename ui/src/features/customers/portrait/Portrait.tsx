import type { CustomerView } from "@/ipc";
import type { EditCustomer } from "../page/useEditCustomer";
import { BuyingFacts } from "./BuyingFacts";
import { Contacts } from "./Contacts";
import { DetailSection } from "./DetailSection";
import { NeedsSection } from "./NeedsSection";
import { OwnSection } from "./OwnSection";
import styles from "./portrait.module.css";
import { ReachSection } from "./ReachSection";
import { useOpened } from "./useOpened";

/** Who this is, what they like and what they buy, edited where it stands. */
export function Portrait({ view, onEdit }: { view: CustomerView; onEdit: EditCustomer }) {
  const opened = useOpened();
  const portrait = view.draft.portrait ?? {};
  const shared = { view, onEdit, opened };
  return (
    <div className={styles.portrait}>
      {view.draft.kind === "company" && <Contacts company={view.row.id} contacts={view.contacts} />}
      <NeedsSection needs={portrait} onEdit={onEdit} opened={opened} />
      {view.buying && <BuyingFacts buying={view.buying} />}
      <ReachSection {...shared} />
      <DetailSection {...shared} />
      <OwnSection entries={portrait.custom ?? []} onEdit={onEdit} opened={opened} />
    </div>
  );
}
