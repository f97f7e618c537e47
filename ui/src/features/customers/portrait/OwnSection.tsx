import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import type { CustomEntry } from "@/ipc";
import type { EditCustomer } from "../page/useEditCustomer";
import { ownFields } from "../queries";
import { AddMenu } from "./AddMenu";
import { OwnField } from "./OwnField";
import { Section } from "./Section";
import type { Opened } from "./useOpened";

interface Props {
  entries: CustomEntry[];
  onEdit: EditCustomer;
  opened: Opened;
}

/** The fields that the shop made for itself. */
export function OwnSection({ entries, onEdit, opened }: Props) {
  const t = useT();
  const { data: fields = [] } = useQuery(ownFields());
  if (fields.length === 0) return null;
  const held = (id: string) => entries.find(({ field }) => field === id)?.value ?? null;
  const isShown = (id: string) => held(id) !== null || opened.isOpen(id);
  const title = t("customers.own.title");
  return (
    <Section
      title={title}
      actions={
        <AddMenu
          title={title}
          items={fields
            .filter(({ id }) => !isShown(id))
            .map(({ id, name }) => ({ id, label: name, onAction: () => opened.open(id) }))}
        />
      }
    >
      {fields
        .filter(({ id }) => isShown(id))
        .map((field) => (
          <OwnField
            key={field.id}
            field={field}
            value={held(field.id)}
            isNew={opened.isLatest(field.id)}
            onLeave={() => opened.close(field.id)}
            onSave={(after, before) =>
              onEdit({ own: { [field.id]: after } }, { own: { [field.id]: before } })
            }
          />
        ))}
    </Section>
  );
}
