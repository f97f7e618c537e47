import { Circle, Crown, Gem, Medal, Star } from "lucide-react";
import type { Colour, LevelName } from "@/ipc";
import { Chip } from "@/kit";

const icons: Record<Colour, typeof Star> = {
  regular: Circle,
  silver: Medal,
  gold: Star,
  platinum: Crown,
  diamond: Gem,
};

export const tierColours: readonly Colour[] = ["regular", "silver", "gold", "platinum", "diamond"];

/** A level by its name, icon and colour. */
export function TierChip({ level }: { level: Pick<LevelName, "name" | "colour"> }) {
  const Icon = icons[level.colour];
  return (
    <Chip tone={level.colour} icon={<Icon aria-hidden="true" />}>
      {level.name}
    </Chip>
  );
}
