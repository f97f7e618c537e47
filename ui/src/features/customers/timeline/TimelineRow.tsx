import { Link } from "@tanstack/react-router";
import {
  CircleCheck,
  CircleX,
  FileText,
  MessageSquareWarning,
  Paperclip,
  Pin,
  ReceiptText,
  RotateCcw,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { SeverityChip, StateWords } from "@/complaint";
import { type T, useLanguage, useT } from "@/i18n";
import type {
  AttachmentView,
  Channel,
  ComplaintEntry,
  InteractionKind,
  InteractionView,
  PurchaseView,
  SettledFollowUp,
  TimelineEntry,
} from "@/ipc";
import {
  Chip,
  dayOf,
  formatBytes,
  formatInstant,
  formatMoney,
  formatNumber,
  Instant,
  Money,
  Private,
  RelativeDay,
  useShopTime,
} from "@/kit";
import { InteractionIcon, reasonsWords, reasonWords } from "@/terms";
import type { CustomerId } from "../queries";
import { isPicture } from "./files";
import { Picture } from "./Picture";
import styles from "./timeline.module.css";

interface Props {
  customer: CustomerId;
  entry: TimelineEntry;
  /** Outside its month, the day alone would not say enough. */
  withYear?: boolean;
  /** What can be done about it. */
  menu?: ReactNode;
}

/** One thing that happened. A refund, a reversal and what was reversed each say so in words. */
export function TimelineRow({ customer, entry, withYear, menu }: Props) {
  const { zone } = useShopTime();
  // Imported purchases often have a day and no hour, and stand at midnight.
  const hasHour = formatInstant(entry.at, zone, "en", "time") !== "00:00";
  const style = withYear ? "day" : hasHour ? "dayTime" : "monthDay";
  return (
    <li className={styles.entry} data-menu={menu ? true : undefined}>
      <span className={styles.icon} data-kind={entry.type}>
        <EntryIcon entry={entry} />
      </span>
      <What customer={customer} entry={entry} />
      <span className={styles.when}>
        <Instant ms={entry.at} style={style} />
      </span>
      {menu && <span className={styles.menu}>{menu}</span>}
    </li>
  );
}

function What({ customer, entry }: { customer: CustomerId; entry: TimelineEntry }) {
  switch (entry.type) {
    case "purchase":
      return <Purchase purchase={entry} />;
    case "interaction":
      return <Contact contact={entry} />;
    case "file":
      return <KeptFile customer={customer} file={entry} />;
    case "followUp":
      return <Settled followUp={entry} />;
    case "complaint":
      return <Complained complaint={entry} />;
  }
}

function EntryIcon({ entry }: { entry: TimelineEntry }) {
  switch (entry.type) {
    case "interaction":
      return <InteractionIcon kind={entry.kind} />;
    case "file":
      return <Paperclip aria-hidden="true" />;
    case "followUp":
      return entry.state === "done" ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />;
    case "complaint":
      return <MessageSquareWarning aria-hidden="true" />;
    case "purchase":
      if (entry.reverses) return <Undo2 aria-hidden="true" />;
      return entry.amountFen < 0 ? <RotateCcw aria-hidden="true" /> : <ReceiptText aria-hidden="true" />;
  }
}

function Note({ text }: { text: string }) {
  return (
    <p className={styles.text}>
      <Private text={text} />
    </p>
  );
}

/** A complaint, at the moment at which it came in. */
function Complained({ complaint }: { complaint: ComplaintEntry }) {
  const t = useT();
  return (
    <div className={styles.what}>
      <span className={styles.head}>
        <Link to="/complaints/$complaintId" params={{ complaintId: complaint.id }}>
          {t("complaints.mark", { number: complaint.number })}
        </Link>
        <SeverityChip severity={complaint.severity} />
        <span className={styles.muted}>
          <StateWords state={complaint.state} />
        </span>
      </span>
      <Note text={complaint.what} />
    </div>
  );
}

/** A follow-up that is over: what came of it, why it was there, and what was noted. */
function Settled({ followUp }: { followUp: SettledFollowUp }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  // As it read on the day when it was settled.
  const reason = reasonsWords(t, language, dayOf(followUp.at, zone), followUp.reasons);
  return (
    <div className={styles.what}>
      <span className={styles.head}>
        <strong>
          {t(`customers.timeline.followUp.${followUp.state === "done" ? "done" : "cancelled"}`)}
        </strong>
        <span className={styles.muted}>
          {t("customers.timeline.wasDue")} <RelativeDay ms={followUp.due} />
        </span>
      </span>
      <p className={styles.muted}>{reason}</p>
      {followUp.note && <Note text={followUp.note} />}
    </div>
  );
}

function KeptFile({ customer, file }: { customer: CustomerId; file: AttachmentView }) {
  const language = useLanguage();
  return (
    <div className={styles.file}>
      {isPicture(file) ? (
        <Picture customer={customer} file={file} />
      ) : (
        <span className={styles.paper}>
          <FileText aria-hidden="true" />
        </span>
      )}
      <span className={styles.fileName}>
        <strong>{file.name}</strong>
        <small className={styles.order}>{formatBytes(file.size, language)}</small>
      </span>
    </div>
  );
}

export const purchaseWord = (purchase: PurchaseView) => {
  // What goes back to the customer is a refund whether it names its purchase or not.
  if (purchase.reverses && purchase.amountFen >= 0) return "customers.timeline.reversal" as const;
  return purchase.amountFen < 0
    ? ("customers.timeline.refund" as const)
    : ("customers.timeline.purchase" as const);
};

function Purchase({ purchase }: { purchase: PurchaseView }) {
  const t = useT();
  const language = useLanguage();
  const items = purchase.lines
    .map(({ item, quantityMilli }) =>
      lineWords(t, item, formatNumber(Math.abs(quantityMilli) / 1000, language)),
    )
    .filter((words) => words !== "");
  return (
    <div className={styles.what}>
      <span className={styles.head}>
        <strong>{t(purchaseWord(purchase))}</strong>
        <span
          className={purchase.reversed ? styles.struck : undefined}
          data-negative={purchase.amountFen < 0}
        >
          <Money fen={purchase.amountFen} />
        </span>
        {purchase.reversed && (
          <Chip icon={<Undo2 aria-hidden="true" />}>{t("customers.timeline.reversed")}</Chip>
        )}
        {!purchase.reversed && purchase.backFen > 0 && (
          <Chip icon={<RotateCcw aria-hidden="true" />}>
            {t("customers.timeline.partlyBack", { amount: formatMoney(purchase.backFen) })}
          </Chip>
        )}
        {purchase.orderNo && (
          <small className={styles.order}>{t("customers.timeline.order", { order: purchase.orderNo })}</small>
        )}
      </span>
      {items.length > 0 && <p className={styles.text}>{items.join(t("customers.listComma"))}</p>}
    </div>
  );
}

/** One piece goes without saying. */
function lineWords(t: T, item: string, quantity: string): string {
  if (!item) return "";
  return quantity === "1" ? item : t("customers.timeline.line", { item, quantity });
}

/** Calls go by telephone, and whoever comes is there in person. */
const saysItself = (kind: InteractionKind, channel: Channel) =>
  (kind === "call" && channel === "phone") || (kind === "visit" && channel === "in_person");

function Contact({ contact }: { contact: InteractionView }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  return (
    <div className={styles.what}>
      <span className={styles.head}>
        <strong>{t(`terms.interaction.${contact.kind}`)}</strong>
        {contact.channel && !saysItself(contact.kind, contact.channel) && (
          <span className={styles.muted}>{t(`terms.channel.${contact.channel}`)}</span>
        )}
        {contact.followUp && <span className={styles.muted}>{t("customers.timeline.settled")}</span>}
        {contact.amended && <Chip>{t("customers.timeline.amended")}</Chip>}
        {contact.pinned && <Chip icon={<Pin aria-hidden="true" />}>{t("customers.timeline.isPinned")}</Chip>}
      </span>
      {contact.reason && (
        <p className={styles.muted}>{reasonWords(t, language, dayOf(contact.at, zone), contact.reason)}</p>
      )}
      {contact.note && <Note text={contact.note} />}
    </div>
  );
}
