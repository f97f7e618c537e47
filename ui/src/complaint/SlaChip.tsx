import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock3,
  Hourglass,
  type LucideIcon,
  TimerOff,
  TriangleAlert,
} from "lucide-react";
import { useT } from "@/i18n";
import type { Clock, Sla } from "@/ipc";
import { Chip, type ChipTone } from "@/kit";
import { leftWords } from "./left";

const looks: Record<Sla, { tone: ChipTone; icon: LucideIcon }> = {
  onTrack: { tone: "ontrack", icon: Clock3 },
  soon: { tone: "soon", icon: Hourglass },
  atRisk: { tone: "atrisk", icon: TriangleAlert },
  breached: { tone: "breached", icon: TimerOff },
  met: { tone: "met", icon: CircleCheck },
  missed: { tone: "atrisk", icon: CircleX },
  paused: { tone: "regular", icon: CirclePause },
  dropped: { tone: "regular", icon: CircleDashed },
};

interface Props {
  sla: Sla;
  /** What is due; left out where that stands beside it. */
  clock?: Clock | null;
  /** Open time that is left, in milliseconds; negative where it is late. */
  leftMs?: number | null;
}

/** How a deadline stands: a word, an icon of its own and the time left. Colour only repeats it. */
export function SlaChip({ sla, clock, leftMs }: Props) {
  const t = useT();
  const { tone, icon: Icon } = looks[sla];
  const what = clock ? t(`terms.clock.${clock}`) : undefined;
  const hasTime = leftMs !== undefined && leftMs !== null;
  const how = hasTime && sla !== "paused" ? leftWords(t, leftMs) : t(`terms.sla.${sla}`);
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      <span title={t(`terms.sla.${sla}`)}>{what ? `${what} · ${how}` : how}</span>
      <span className="visually-hidden">{hasTime ? t(`terms.sla.${sla}`) : ""}</span>
    </Chip>
  );
}
