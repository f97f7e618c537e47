import { useState } from "react";
import { useT } from "@/i18n";
import type { Channel, CustomerDraft, CustomerKind, CustomerView } from "@/ipc";
import { fieldProblem, Instant, problemWords, Select, TagField } from "@/kit";
import { channels } from "@/terms";
import { SamePhone } from "../fields/SamePhone";
import { useTellProblem } from "../useAct";
import { FactBirthday } from "./FactBirthday";
import { FactText } from "./FactText";
import styles from "./facts.module.css";

interface Props {
  view: CustomerView;
  onEdit: (change: Partial<CustomerDraft>) => Promise<unknown>;
}

/** Who this is, edited where it stands. */
export function Facts({ view, onEdit }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const { draft, row } = view;
  const isCompany = draft.kind === "company";
  const text = (
    name: "name" | "phone" | "company" | "source" | "externalId" | "note",
    label: string,
    extra: Partial<Parameters<typeof FactText>[0]> = {},
  ) => (
    <FactText
      label={label}
      field={name}
      value={draft[name] ?? ""}
      onSave={(value) => onEdit({ [name]: value })}
      {...extra}
    />
  );
  return (
    <section className={styles.facts} aria-label={t("customers.facts")}>
      <h2>{t("customers.facts")}</h2>
      {text("name", t(isCompany ? "customers.fields.companyName" : "customers.fields.name"))}
      {text("phone", t("customers.fields.phone"), {
        inputMode: "tel",
        below: (typed) => <SamePhone phone={typed} except={row.id} />,
      })}
      <div className={styles.fact}>
        <span aria-hidden="true" className={styles.label}>
          {t("customers.fields.channel")}
        </span>
        <div className={styles.value} data-quiet="true">
          <Select<Channel | "none">
            label={t("customers.fields.channel")}
            hideLabel
            options={[
              { value: "none", label: t("customers.noChannel") },
              ...channels.map((value) => ({ value, label: t(`terms.channel.${value}`) })),
            ]}
            value={draft.channel ?? "none"}
            onChange={(value) => onEdit({ channel: value === "none" ? null : value }).catch(tell)}
          />
        </div>
      </div>
      {!isCompany && (
        <FactBirthday
          value={draft.birthday ?? null}
          next={view.nextBirthday}
          onSave={(birthday) => onEdit({ birthday })}
        />
      )}
      {!isCompany && text("company", t("customers.fields.company"))}
      <Tags tags={draft.tags ?? []} onSave={(tags) => onEdit({ tags })} />
      {text("note", t("customers.fields.note"), { isLong: true })}
      {text("source", t("customers.fields.source"))}
      {text("externalId", t("customers.fields.externalId"))}
      <div className={styles.fact}>
        <span aria-hidden="true" className={styles.label}>
          {t("customers.fields.kind")}
        </span>
        <div className={styles.value} data-quiet="true">
          <Select<CustomerKind>
            label={t("customers.fields.kind")}
            hideLabel
            options={(["person", "company"] as const).map((value) => ({
              value,
              label: t(`customers.kind.${value}`),
            }))}
            value={draft.kind ?? "person"}
            onChange={(kind) => onEdit({ kind }).catch(tell)}
          />
        </div>
      </div>
      <p className={styles.since}>
        {t("customers.since")} <Instant ms={view.createdAt} style="day" />
      </p>
    </section>
  );
}

function Tags({ tags, onSave }: { tags: string[]; onSave: (tags: string[]) => Promise<unknown> }) {
  const t = useT();
  const [refused, setRefused] = useState<{ tags: string[]; error: unknown }>();
  const change = (next: string[]) => {
    setRefused(undefined);
    onSave(next).catch((error: unknown) => setRefused({ tags: next, error }));
  };
  const problem = refused && (fieldProblem(t, refused.error, "tags") ?? problemWords(t, refused.error).text);
  return (
    <div className={styles.fact}>
      <span aria-hidden="true" className={styles.label}>
        {t("customers.fields.tags")}
      </span>
      <div className={styles.value} data-quiet="true">
        <TagField
          label={t("customers.fields.tags")}
          hideLabel
          placeholder={t("customers.tagsHint")}
          value={refused?.tags ?? tags}
          onChange={change}
          error={problem}
        />
      </div>
    </div>
  );
}
