import { useState } from "react";
import { useT } from "@/i18n";
import type { Filter } from "@/ipc";
import { Select } from "@/kit";
import { AddFilter, everyone, FilterBar, groupOf } from "@/whom";
import { audienceWords, isSame } from "./audience";
import styles from "./rules.module.css";
import type { Naming } from "./words";

interface Props {
  filter: Filter;
  shop: Naming;
  onChange: (filter: Filter) => void;
}

const own = "own";

/** For whom, by name; anything else is built of conditions below. */
export function AudienceSelect({ filter, shop, onChange }: Props) {
  const t = useT();
  const chosen = shop.known.find((each) => isSame(each.filter, filter));
  const label = chosen ? t("rules.audience.own") : audienceWords(t, shop.language, shop.library, [], filter);
  const options = shop.known.map(({ id, label: name }) => ({ value: id, label: name }));
  return (
    <Select
      label={t("rules.slot.audience")}
      hideLabel
      options={chosen ? options : [...options, { value: own, label }]}
      value={chosen?.id ?? own}
      onChange={(id) => {
        const next = shop.known.find((each) => each.id === id);
        if (next) onChange(next.filter);
      }}
    />
  );
}

/** The same as conditions, each of which can be changed; the usual choices need none of it. */
export function AudienceConditions({ filter, shop, onChange }: Props) {
  const t = useT();
  const isNamed = shop.known.some((each) => isSame(each.filter, filter));
  const [isOpen, open] = useState(!isNamed);
  const group = groupOf(filter);
  if (!isOpen && isNamed) {
    return (
      <div className={styles.conditions}>
        <button type="button" className={styles.refine} onClick={() => open(true)}>
          {t("rules.audience.refine")}
        </button>
      </div>
    );
  }
  return (
    <div className={styles.conditions}>
      <span className={styles.muted}>{t("rules.audience.conditions")}</span>
      <FilterBar group={group} onChange={onChange} />
      <AddFilter group={group.of.length === 0 ? everyone : group} onChange={onChange} />
    </div>
  );
}
