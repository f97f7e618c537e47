import { useState } from "react";
import { useT } from "@/i18n";
import type { Channel, CustomerKind, CustomerView } from "@/ipc";
import { fieldProblem, Instant, problemWords, Select, TagField } from "@/kit";
import { channels } from "@/terms";
import { SamePhone } from "../fields/SamePhone";
import { useTellProblem } from "../useAct";
import { Changed, isConflict } from "./Changed";
import { FactBirthday } from "./FactBirthday";
import { FactText } from "./FactText";
import styles from "./facts.module.css";
import type { Fields } from "./useEditCustomer";

interface Props {
  view: CustomerView;
  onEdit: (after: Fields, before: Fields) => Promise<unknown>;
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
      onSave={(value, before) => onEdit({ [name]: value }, { [name]: before })}
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
            onChange={(value) =>
              onEdit({ channel: value === "none" ? null : value }, { channel: draft.channel ?? null }).catch(
                tell,
              )
            }
          />
        </div>
      </div>
      {!isCompany && (
        <FactBirthday
          value={draft.birthday ?? null}
          next={view.nextBirthday}
          onSave={(birthday, before) => onEdit({ birthday }, { birthday: before })}
        />
      )}
      {!isCompany && text("company", t("customers.fields.company"))}
      <Tags tags={draft.tags ?? []} onSave={(tags, before) => onEdit({ tags }, { tags: before })} />
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
            onChange={(kind) => onEdit({ kind }, { kind: draft.kind ?? "person" }).catch(tell)}
          />
        </div>
      </div>
      <p className={styles.since}>
        {t("customers.since")} <Instant ms={view.createdAt} style="day" />
      </p>
    </section>
  );
}

interface TagsProps {
  tags: string[];
  onSave: (tags: string[], before: string[]) => Promise<unknown>;
}

function Tags({ tags, onSave }: TagsProps) {
  const t = useT();
  const [refused, setRefused] = useState<{ tags: string[]; error: unknown }>();
  const change = (next: string[]) => {
    setRefused(undefined);
    onSave(next, tags).catch((error: unknown) => setRefused({ tags: next, error }));
  };
  const isChanged = isConflict(refused?.error);
  const problem =
    refused && !isChanged && (fieldProblem(t, refused.error, "tags") ?? problemWords(t, refused.error).text);
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
          error={problem || undefined}
        />
        {refused && isChanged && (
          <Changed
            to={tags.join(t("customers.listComma"))}
            onSaveMine={() => change(refused.tags)}
            onTakeTheirs={() => setRefused(undefined)}
          />
        )}
      </div>
    </div>
  );
}
