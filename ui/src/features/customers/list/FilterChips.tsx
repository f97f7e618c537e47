import { useQuery } from "@tanstack/react-query";
import { CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components";
import { useT } from "@/i18n";
import type { Stage, ThreeClass } from "@/ipc";
import { Count } from "@/kit";
import { SegmentIcon, StageIcon, segments, stages } from "@/terms";
import { overview } from "../queries";
import type { CustomersSearch } from "../search";
import styles from "./list.module.css";

type Filter = Pick<CustomersSearch, "segment" | "stage">;

/** Everyone, by segment, by stage: a word and how many. One of each at a time; a second press lets go. */
export function FilterChips({ value, onChange }: { value: Filter; onChange: (filter: Filter) => void }) {
  const t = useT();
  const { data } = useQuery(overview());
  const inSegment = (segment: ThreeClass) =>
    data?.segments.find((each) => each.segment === segment)?.customers;
  const inStage = (stage: Stage) => data?.stages.find((each) => each.stage === stage)?.customers;
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">{t("customers.filter")}</legend>
      <FilterChip
        word={t("customers.everyone")}
        count={data?.customers}
        isOn={!value.segment && !value.stage}
        onPress={() => onChange({})}
      />
      <span className={styles.rule} />
      {segments.map((segment) => (
        <FilterChip
          key={segment}
          icon={<SegmentIcon segment={segment} />}
          word={t(`terms.segment.${segment}`)}
          count={inSegment(segment)}
          isOn={value.segment === segment}
          onPress={() => onChange({ ...value, segment: value.segment === segment ? undefined : segment })}
        />
      ))}
      {data !== undefined && data.withoutPurchase > 0 && (
        <FilterChip
          icon={<CircleDashed aria-hidden="true" />}
          word={t("terms.noPurchase")}
          count={data.withoutPurchase}
          isOn={value.segment === "none"}
          onPress={() => onChange(value.segment === "none" ? {} : { segment: "none" })}
        />
      )}
      <span className={styles.rule} />
      {stages.map((stage) => (
        <FilterChip
          key={stage}
          icon={<StageIcon stage={stage} />}
          word={t(`terms.stage.${stage}`)}
          count={inStage(stage)}
          isOn={value.stage === stage}
          onPress={() =>
            onChange({ segment: bought(value.segment), stage: value.stage === stage ? undefined : stage })
          }
        />
      ))}
    </fieldset>
  );
}

/** Stages are for those who have bought; choosing one lets go of those who have not. */
const bought = (segment: Filter["segment"]) => (segment === "none" ? undefined : segment);

interface ChipProps {
  icon?: ReactNode;
  word: string;
  count: number | undefined;
  isOn: boolean;
  onPress: () => void;
}

function FilterChip({ icon, word, count, isOn, onPress }: ChipProps) {
  return (
    <ToggleButton className={styles.filter} isSelected={isOn} onChange={onPress}>
      {icon}
      <span>{word}</span>
      {count !== undefined && <Count value={count} />}
    </ToggleButton>
  );
}
