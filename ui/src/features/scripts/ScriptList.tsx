import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useT } from "@/i18n";
import type { ScriptList as List, ScriptView } from "@/ipc";
import { Checkbox, Chip, formatNumber, SearchField, Select } from "@/kit";
import { channels, occasions, segments, stages } from "@/terms";
import { AddStarting } from "./AddStarting";
import { isWanted, unsavedOf } from "./draft";
import styles from "./scripts.module.css";
import type { ScriptsSearch } from "./search";
import { useAddress } from "./useAddress";
import { useShown } from "./useShown";

/** The shop's scripts, with what finds one among many. */
export function ScriptList({ list, open }: { list: List; open: string | undefined }) {
  const t = useT();
  const shown = useShown();
  const { search, go } = useAddress();
  const change = (part: Partial<ScriptsSearch>) => go(part, { replace: true });
  const wanted = list.scripts.filter((script) => isWanted(script, search, shown));
  const isFiltered = [search.text, search.occasion, search.segment, search.stage, search.channel].some(
    Boolean,
  );
  const hasArchived = list.scripts.some(({ archived }) => archived);
  const filter = <V extends string>(
    field: "occasion" | "segment" | "stage" | "channel",
    values: readonly V[],
    name: (value: V) => string,
  ) => (
    <Select
      label={t(`scripts.fits.${field}`)}
      hideLabel
      value={(search[field] as V | undefined) ?? "any"}
      onChange={(value) => change({ [field]: value === "any" ? undefined : value })}
      options={[
        // What it filters by stands on it until something is chosen.
        { value: "any" as V | "any", label: t(`scripts.any.${field}`) },
        ...values.map((value) => ({ value, label: name(value) })),
      ]}
    />
  );
  return (
    <section className={styles.left} aria-label={t("scripts.list")}>
      <div className={styles.filters}>
        <SearchField
          label={t("scripts.search")}
          placeholder={t("scripts.searchHint")}
          group={t("scripts.title")}
          value={search.text ?? ""}
          onChange={(text) => change({ text: text || undefined })}
        />
        <div className={styles.selects}>
          {filter("occasion", occasions, (value) => t(`scripts.occasion.${value}`))}
          {filter("channel", channels, (value) => t(`terms.channel.${value}`))}
          {filter("segment", segments, (value) => t(`terms.segment.${value}`))}
          {filter("stage", stages, (value) => t(`terms.stage.${value}`))}
        </div>
        {(hasArchived || search.archived) && (
          <Checkbox
            isSelected={search.archived ?? false}
            onChange={(archived) => change({ archived: archived || undefined })}
          >
            {t("scripts.onlyArchived")}
          </Checkbox>
        )}
      </div>
      <ul className={styles.list}>
        {unsavedOf("new") && open !== "new" && <NewLine />}
        {wanted.map((script) => (
          <Line key={script.id} script={script} isOpen={script.id === open} />
        ))}
      </ul>
      {wanted.length === 0 && (
        <p className={styles.nothing}>{t(isFiltered ? "scripts.nothingFits" : "scripts.nothing")}</p>
      )}
      {list.moreStarting > 0 && (
        <div className={styles.end}>
          <AddStarting count={list.moreStarting} />
        </div>
      )}
    </section>
  );
}

function Line({ script, isOpen }: { script: ScriptView; isOpen: boolean }) {
  const t = useT();
  const { search } = useAddress();
  const { draft, figures } = script;
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isOpen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const occasionWords = (draft.fits?.occasions ?? []).map((each) => t(`scripts.occasion.${each}`));
  return (
    <li ref={line} className={styles.item}>
      <Link
        to="/scripts"
        search={{ ...search, script: script.id }}
        replace
        className={styles.line}
        aria-current={isOpen ? "true" : undefined}
      >
        <span className={styles.lineHead}>
          <strong>{draft.title}</strong>
          {unsavedOf(script.id) && <Chip tone="soon">{t("scripts.unsaved")}</Chip>}
          {draft.enabled === false && <Chip>{t("scripts.off")}</Chip>}
        </span>
        <span className={styles.muted}>
          <span>{occasionWords.join(t("customers.listComma")) || t("scripts.anyOccasion")}</span>
          {figures.uses > 0 && (
            <span>{t("scripts.usedShort", { count: figures.uses, share: share(figures) })}</span>
          )}
        </span>
      </Link>
    </li>
  );
}

function NewLine() {
  const t = useT();
  const { search } = useAddress();
  return (
    <li>
      <Link to="/scripts" search={{ ...search, script: "new" }} replace className={styles.line}>
        <span className={styles.lineHead}>
          <strong>{unsavedOf("new")?.draft.title || t("scripts.new")}</strong>
          <Chip tone="soon">{t("scripts.unsaved")}</Chip>
        </span>
      </Link>
    </li>
  );
}

/** The share of uses after which something was bought, in percent. */
const share = ({ bought, uses }: { bought: number; uses: number }) =>
  formatNumber(Math.round((bought * 100) / uses), "en");
