import { useQuery } from "@tanstack/react-query";
import { CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components";
import { useT } from "@/i18n";
import type { Stage, ThreeClass } from "@/ipc";
import { Count } from "@/kit";
import { SegmentIcon, StageIcon, segments, stages } from "@/terms";
import { everyone, type Group, isOn, press, type Quick } from "@/whom";
import { overview } from "../queries";
import styles from "./list.module.css";

interface Props {
  group: Group;
  onChange: (group: Group) => void;
}

/** Everyone, by segment, by stage: a word and how many; one press puts it into the filter, a second takes it out. */
export function QuickChips({ group, onChange }: Props) {
  const t = useT();
  const { data } = useQuery(overview());
  const inSegment = (segment: ThreeClass) =>
    data?.segments.find((each) => each.segment === segment)?.customers;
  const inStage = (stage: Stage) => data?.stages.find((each) => each.stage === stage)?.customers;
  const chip = (quick: Quick) => ({
    isOn: isOn(group, quick),
    onPress: () => onChange(press(group, quick)),
  });
  const noPurchase = chip({ field: "segment", value: "none" });
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">{t("customers.filter")}</legend>
      <FilterChip
        word={t("customers.everyone")}
        count={data?.customers}
        isOn={group.of.length === 0}
        onPress={() => onChange(everyone)}
      />
      <span className={styles.rule} />
      {segments.map((segment) => (
        <FilterChip
          key={segment}
          icon={<SegmentIcon segment={segment} />}
          word={t(`terms.segment.${segment}`)}
          count={inSegment(segment)}
          {...chip({ field: "segment", value: segment })}
        />
      ))}
      {data !== undefined && (data.withoutPurchase > 0 || noPurchase.isOn) && (
        <FilterChip
          icon={<CircleDashed aria-hidden="true" />}
          word={t("terms.noPurchase")}
          count={data.withoutPurchase}
          {...noPurchase}
        />
      )}
      <span className={styles.rule} />
      {stages.map((stage) => (
        <FilterChip
          key={stage}
          icon={<StageIcon stage={stage} />}
          word={t(`terms.stage.${stage}`)}
          count={inStage(stage)}
          {...chip({ field: "stage", value: stage })}
        />
      ))}
    </fieldset>
  );
}

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
