import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams } from "@tanstack/react-router";
import {
  Ellipsis,
  GitMerge,
  MessageSquarePlus,
  MessageSquareWarning,
  Printer,
  ReceiptText,
  UserX,
} from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useAct, useBack } from "@/act";
import { CustomerWarning } from "@/complaint";
import { ContactForm } from "@/contact";
import { useT } from "@/i18n";
import { type CustomerView, type InteractionDraft, interactions, type Next } from "@/ipc";
import {
  Button,
  ErrorNotice,
  IconButton,
  KeyHint,
  Menu,
  NotHere,
  Page,
  problemOf,
  Skeleton,
  useShortcut,
} from "@/kit";
import { SegmentChip, StageChip, usualChannel } from "@/terms";
import { forgetUsed, useUsedWords } from "@/words";
import { PrintCard } from "./card/PrintCard";
import { MergeWith } from "./merge/MergeWith";
import { FollowUps } from "./page/FollowUps";
import { Neighbours } from "./page/Neighbours";
import { PhoneLine } from "./page/PhoneLine";
import { Playbooks } from "./page/Playbooks";
import { PurchaseForm } from "./page/PurchaseForm";
import styles from "./page/page.module.css";
import { useEditCustomer } from "./page/useEditCustomer";
import { WhyHere } from "./page/WhyHere";
import { WordsBox } from "./page/WordsBox";
import { Portrait } from "./portrait/Portrait";
import { type CustomerId, viewOf } from "./queries";
import { Timeline } from "./timeline/Timeline";

/** What other rooms show of a customer, under their details. */
type Aside = (customer: CustomerId) => ReactNode;

export function CustomerPage({ aside }: { aside?: Aside }) {
  const { customerId } = useParams({ from: "/customers/$customerId" });
  // Drafts, open forms and scroll belong to one customer; the next one starts afresh.
  return <OneCustomer key={customerId} id={customerId as CustomerId} aside={aside} />;
}

function OneCustomer({ id, aside }: { id: CustomerId; aside: Aside | undefined }) {
  const t = useT();
  const view = useQuery(viewOf(id));
  const [writing, setWriting] = useState<"contact" | "purchase">();
  const group = t("customers.one");
  const [printing, setPrinting] = useState(false);
  const [merging, setMerging] = useState(false);
  useBack("/customers", t("customers.back"), group);
  const arrival = useLocation({ select: ({ state }) => state });
  useEffect(() => {
    if (arrival.log) setWriting("contact");
  }, [arrival]);
  useShortcut({ keys: "mod+p", label: t("customers.print.title"), group, run: () => setPrinting(true) });
  const navigate = useNavigate();
  const complain = () => void navigate({ to: "/complaints", search: { intake: id } });
  useShortcut({ keys: "k", label: t("complaints.forCustomer"), group, run: complain });
  useShortcut({ keys: "m", label: t("customers.merge.with"), group, run: () => setMerging(true) });
  useShortcut({ keys: "l", label: t("customers.log"), group, run: () => setWriting("contact") });
  useShortcut({ keys: "p", label: t("customers.purchase.title"), group, run: () => setWriting("purchase") });

  if (view.error && problemOf(view.error).kind === "notFound") {
    return (
      <NotHere
        icon={<UserX aria-hidden="true" />}
        title={t("customers.none")}
        lead={t("customers.toAll")}
        onLead={() => void navigate({ to: "/customers" })}
      >
        {t("customers.noneWhy")}
      </NotHere>
    );
  }
  const row = view.data?.row;
  return (
    <Page
      title={row?.name ?? t("customers.one")}
      aside={
        row && (
          <span className={styles.chips}>
            {row.segment && <SegmentChip segment={row.segment} />}
            {row.stage && <StageChip stage={row.stage} />}
            {!row.segment && t("terms.noPurchase")}
          </span>
        )
      }
      actions={
        <>
          <Neighbours customer={id} />
          <Menu
            label={t("customers.more")}
            trigger={<IconButton label={t("customers.more")} icon={<Ellipsis />} />}
            items={[
              {
                id: "print",
                label: t("customers.print.title"),
                icon: <Printer aria-hidden="true" />,
                keys: "mod+p",
                onAction: () => setPrinting(true),
              },
              {
                id: "complaint",
                label: t("complaints.forCustomer"),
                icon: <MessageSquareWarning aria-hidden="true" />,
                keys: "k",
                onAction: complain,
              },
              {
                id: "merge",
                label: t("customers.merge.with"),
                icon: <GitMerge aria-hidden="true" />,
                keys: "m",
                onAction: () => setMerging(true),
              },
            ]}
          />
          <Button icon={<ReceiptText aria-hidden="true" />} onPress={() => setWriting("purchase")}>
            {t("customers.purchase.title")} <KeyHint keys="p" />
          </Button>
          <Button
            tone="primary"
            icon={<MessageSquarePlus aria-hidden="true" />}
            onPress={() => setWriting("contact")}
          >
            {t("customers.log")} <KeyHint keys="l" />
          </Button>
        </>
      }
    >
      {view.error ? (
        <div className={styles.problem}>
          <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />
        </div>
      ) : view.data ? (
        <Details view={view.data} writing={writing} onWritten={() => setWriting(undefined)} aside={aside} />
      ) : (
        <Skeleton lines={10} />
      )}
      <PrintCard customer={id} isOpen={printing} onOpenChange={setPrinting} />
      <MergeWith customer={id} name={row?.name ?? ""} isOpen={merging} onOpenChange={setMerging} />
    </Page>
  );
}

interface DetailsProps {
  view: CustomerView;
  writing: "contact" | "purchase" | undefined;
  onWritten: () => void;
  aside: Aside | undefined;
}

function Details({ view, writing, onWritten, aside }: DetailsProps) {
  const t = useT();
  const { id } = view.row;
  const edit = useEditCustomer(id);
  const used = useUsedWords(id);
  const { run: log } = useAct(
    (op, { draft, next }: { draft: InteractionDraft; next: Next }) => interactions.log(op, id, draft, next),
    ({ draft }) => t("contact.saved", { kind: t(`terms.interaction.${draft.kind}`) }),
  );
  return (
    <div className={styles.room}>
      <div className={styles.page}>
        <aside className={styles.side}>
          <div className={styles.top}>
            <PhoneLine
              number={view.row}
              channel={view.draft.channel ?? null}
              consent={view.draft.portrait?.consent}
            />
            {view.reason && <WhyHere reason={view.reason} />}
            <Playbooks id={view.row.id} />
          </div>
          <div className={styles.details}>
            <Portrait view={view} onEdit={edit} />
            {aside?.(id)}
          </div>
        </aside>
        <div className={styles.main}>
          <div className={styles.todo}>
            <CustomerWarning customer={id} />
            {writing === "contact" && (
              <ContactForm
                withNext
                start={startOf(view)}
                refused={view.draft.portrait?.consent?.refused}
                keep={`log ${id}`}
                words={used}
                onSave={async (draft, next) => {
                  await log({ draft, next });
                  forgetUsed(id);
                }}
                onClose={onWritten}
              />
            )}
            {writing === "purchase" && <PurchaseForm customer={id} onClose={onWritten} />}
            <WordsBox view={view} />
            <FollowUps
              customer={id}
              followUps={view.followUps}
              refused={view.draft.portrait?.consent?.refused}
            />
          </div>
          <div className={styles.past}>
            <Timeline customer={id} />
          </div>
        </div>
      </div>
    </div>
  );
}

/** The channel they prefer says what kind of contact it most likely was. */
function startOf({ draft }: CustomerView): InteractionDraft {
  const channel = draft.channel ?? usualChannel.call;
  const isWritten = channel === "wechat" || channel === "sms" || channel === "email";
  const kind = isWritten ? "message" : channel === "in_person" ? "visit" : "call";
  return { kind, channel, note: "" };
}
