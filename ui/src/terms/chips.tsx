import { Activity, HeartHandshake, Hourglass, MoonStar, Sprout, Star, Unplug } from "lucide-react";
import { useT } from "@/i18n";
import type { Stage, ThreeClass } from "@/ipc";
import { Chip, type ChipTone } from "@/kit";

interface Look {
  tone: ChipTone;
  icon: typeof Star;
}

export const segments: readonly ThreeClass[] = ["core", "potential", "win_back"];
export const stages: readonly Stage[] = ["active", "silent", "forgetting", "lost"];

const segmentLooks: Record<ThreeClass, Look> = {
  core: { tone: "met", icon: Star },
  potential: { tone: "silver", icon: Sprout },
  win_back: { tone: "atrisk", icon: HeartHandshake },
};

const stageLooks: Record<Stage, Look> = {
  active: { tone: "ontrack", icon: Activity },
  silent: { tone: "regular", icon: MoonStar },
  forgetting: { tone: "soon", icon: Hourglass },
  lost: { tone: "regular", icon: Unplug },
};

/** Core, potential or win-back, as a word with its icon. */
export function SegmentChip({ segment }: { segment: ThreeClass }) {
  const t = useT();
  const { tone, icon: Icon } = segmentLooks[segment];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`terms.segment.${segment}`)}
    </Chip>
  );
}

/** Active, silent, forgetting or lost, as a word with its icon. */
export function StageChip({ stage }: { stage: Stage }) {
  const t = useT();
  const { tone, icon: Icon } = stageLooks[stage];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`terms.stage.${stage}`)}
    </Chip>
  );
}

export function SegmentIcon({ segment }: { segment: ThreeClass }) {
  const Icon = segmentLooks[segment].icon;
  return <Icon aria-hidden="true" />;
}

export function StageIcon({ stage }: { stage: Stage }) {
  const Icon = stageLooks[stage].icon;
  return <Icon aria-hidden="true" />;
}
