import { useQuery } from "@tanstack/react-query";
import { type T, useT } from "@/i18n";
import type { Playbooks as Found, PlaybookTarget } from "@/ipc";
import { type CustomerId, playbooksOf } from "../queries";
import styles from "./page.module.css";

/** How the shop treats this customer, by the classes, the stage and the segments they belong to. */
export function Playbooks({ id }: { id: CustomerId }) {
  const t = useT();
  // What cannot be read stays out of the way: the page says everything else.
  const { data } = useQuery(playbooksOf(id));
  if (!data || data.length === 0) return null;
  return (
    <section className={styles.why} aria-label={t("customers.playbooks.title")}>
      <h2 className={styles.boxHead}>{t("customers.playbooks.title")}</h2>
      {data.map((one) => (
        <div key={JSON.stringify(one.target)}>
          <strong>{one.name ?? targetWord(t, one.target)}</strong>
          <p className={styles.told}>{summary(t, one)}</p>
          {one.playbook.script && <p>{one.playbook.script}</p>}
        </div>
      ))}
    </section>
  );
}

function targetWord(t: T, target: PlaybookTarget): string {
  switch (target.kind) {
    case "three":
      return t(`terms.segment.${target.class}`);
    case "four":
      return t(`terms.four.${target.class}`);
    case "eight":
      return t(`terms.eight.${target.class}`);
    case "stage":
      return t(`terms.stage.${target.class}`);
    case "view":
      return "";
  }
}

const summary = (t: T, { playbook }: Found) =>
  [
    playbook.cadenceDays && t("customers.playbooks.every", { count: playbook.cadenceDays }),
    playbook.channel && t("customers.playbooks.channel", { channel: t(`terms.channel.${playbook.channel}`) }),
    playbook.cap && t("customers.playbooks.cap", { count: playbook.cap.contacts, days: playbook.cap.days }),
    playbook.who && t("customers.playbooks.who", { who: playbook.who }),
    playbook.offer && t("customers.playbooks.offer", { offer: playbook.offer }),
  ]
    .filter((part) => typeof part === "string")
    .join(" · ");
