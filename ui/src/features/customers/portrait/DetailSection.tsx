import { useState } from "react";
import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import type { CustomerKind, CustomerRow, CustomerView } from "@/ipc";
import { Instant, Select, usePrivate } from "@/kit";
import { Similar } from "../fields/Similar";
import { FactText } from "../page/FactText";
import type { EditCustomer } from "../page/useEditCustomer";
import { AddMenu } from "./AddMenu";
import { Anniversaries } from "./Anniversaries";
import { Fact } from "./Fact";
import { FactDay } from "./FactDay";
import { type Fields, withFields } from "./fields";
import { CustomerLink, PersonLine } from "./PersonLine";
import styles from "./portrait.module.css";
import { Section } from "./Section";
import { TagsLine } from "./TagsLine";
import type { Opened } from "./useOpened";

interface Props {
  view: CustomerView;
  onEdit: EditCustomer;
  opened: Opened;
}

const plain = ["company", "role", "region", "industry", "source", "owner", "externalId"] as const;
type Plain = (typeof plain)[number];
type Addable = Plain | "birthday" | "anniversary" | "employer" | "introducedBy";

const addable: Record<CustomerKind, readonly Addable[]> = {
  person: [
    "birthday",
    "anniversary",
    "employer",
    "company",
    "role",
    "region",
    "industry",
    "source",
    "introducedBy",
    "owner",
    "externalId",
  ],
  company: ["anniversary", "region", "industry", "source", "introducedBy", "owner", "externalId"],
};

/** Who this is, edited where it stands. */
export function DetailSection({ view, onEdit, opened }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const { draft, row } = view;
  const portrait = draft.portrait ?? {};
  const hide = usePrivate();
  const similar = (typed: Fields) => <Similar typed={withFields(draft, typed)} except={row.id} />;
  const kind = draft.kind ?? "person";
  const held: Record<Addable, unknown> = {
    ...draft,
    ...portrait,
    birthday: draft.birthday,
    anniversary: undefined,
  } as Record<Addable, unknown>;
  const isShown = (name: Addable) =>
    addable[kind].includes(name) && (Boolean(held[name]) || opened.isOpen(name));
  const text = (name: Plain) =>
    isShown(name) && (
      <FactText
        label={t(`customers.fields.${name}`)}
        field={name}
        value={String(held[name] ?? "")}
        autoFocus={opened.isLatest(name)}
        onLeave={() => opened.close(name)}
        masked={name === "externalId" ? hide : undefined}
        onSave={(value, before) => onEdit({ [name]: value }, { [name]: before })}
        below={name === "company" ? (company) => similar({ company }) : undefined}
      />
    );
  const person = (
    name: "employer" | "introducedBy",
    shown: CustomerRow | null,
    isFit: (other: CustomerRow) => boolean,
  ) =>
    isShown(name) && (
      <PersonLine
        label={t(`customers.fields.${name}`)}
        field={name}
        id={portrait[name] ?? null}
        row={shown}
        isFit={(other) => other.id !== row.id && isFit(other)}
        autoFocus={opened.isLatest(name)}
        onSave={(id) => onEdit({ [name]: id }, { [name]: portrait[name] ?? null })}
        onLeave={() => opened.close(name)}
      />
    );
  const title = t("customers.facts");
  return (
    <Section
      title={title}
      actions={
        <AddMenu
          title={title}
          items={addable[kind]
            .filter((name) => !isShown(name))
            .map((name) => ({
              id: name,
              label: t(`customers.fields.${name}`),
              onAction: () => opened.open(name),
            }))}
        />
      }
    >
      <FactText
        label={t(kind === "company" ? "customers.fields.companyName" : "customers.fields.name")}
        field="name"
        value={draft.name ?? ""}
        onSave={(name, before) => onEdit({ name }, { name: before })}
        below={(name) => similar({ name })}
      />
      {isShown("birthday") && (
        <FactDay
          isBirthday
          isNew={!draft.birthday && opened.isLatest("birthday")}
          label={t("customers.fields.birthday")}
          field="birthday"
          value={draft.birthday ?? null}
          next={view.nextBirthday}
          onSave={(birthday, before) => onEdit({ birthday }, { birthday: before })}
          below={(birthday) => similar({ birthday })}
          onLeave={() => opened.close("birthday")}
        />
      )}
      <Anniversaries
        anniversaries={portrait.anniversaries ?? []}
        nexts={view.anniversaries}
        onSave={(after, before) => onEdit({ anniversaries: after }, { anniversaries: before })}
        isAdding={opened.isOpen("anniversary")}
        onAdded={() => opened.close("anniversary")}
      />
      {person("employer", view.employer, (other) => other.kind === "company")}
      {text("company")}
      {text("role")}
      <TagsLine tags={draft.tags ?? []} onSave={(tags, before) => onEdit({ tags }, { tags: before })} />
      <FactText
        isLong
        label={t("customers.fields.note")}
        field="note"
        value={draft.note ?? ""}
        masked={hide}
        onSave={(note, before) => onEdit({ note }, { note: before })}
      />
      {text("region")}
      {text("industry")}
      {text("source")}
      {person("introducedBy", view.introducedBy, () => true)}
      {view.introduced.length > 0 && <Introduced people={view.introduced} />}
      {text("owner")}
      {text("externalId")}
      <Fact label={t("customers.fields.kind")}>
        <Select<CustomerKind>
          label={t("customers.fields.kind")}
          hideLabel
          options={(["person", "company"] as const).map((value) => ({
            value,
            label: t(`customers.kind.${value}`),
          }))}
          value={kind}
          onChange={(after) => onEdit({ kind: after }, { kind }).catch(tell)}
        />
      </Fact>
      <p className={styles.since}>
        {t("customers.since")} <Instant ms={view.createdAt} style="day" />
      </p>
    </Section>
  );
}

const fewPeople = 6;

/** Whom they brought; a long row is opened by a press. */
function Introduced({ people }: { people: CustomerRow[] }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, fewPeople);
  return (
    <Fact label={t("customers.fields.introduced")}>
      <p className={styles.brought}>
        {shown.map(({ id, name }, at) => (
          <span key={id}>
            <CustomerLink id={id} name={name} />
            {at < shown.length - 1 && t("customers.listComma")}
          </span>
        ))}
        {shown.length < people.length && (
          <button type="button" className={styles.more} onClick={() => setAll(true)}>
            {t("customers.andMore", { count: people.length - shown.length })}
          </button>
        )}
      </p>
    </Fact>
  );
}
