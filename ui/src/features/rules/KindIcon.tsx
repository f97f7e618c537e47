import {
  Baby,
  Cake,
  CalendarHeart,
  CalendarSync,
  FileClock,
  Hourglass,
  type LucideIcon,
  MessagesSquare,
  PackageOpen,
  PartyPopper,
  Repeat,
  Sparkles,
  Ticket,
  TrendingDown,
  TrendingUp,
  Trophy,
  UserPlus,
  Waves,
} from "lucide-react";
import type { Kind } from "./kinds";

const icons: Record<Kind, LucideIcon> = {
  birthday: Cake,
  anniversary: CalendarHeart,
  festival: PartyPopper,
  childAge: Baby,
  afterPurchase: MessagesSquare,
  onboarding: UserPlus,
  usedUp: PackageOpen,
  stageEntered: Waves,
  levelReached: Trophy,
  levelNear: TrendingUp,
  levelFalling: TrendingDown,
  expiring: Hourglass,
  sessionsLeft: Ticket,
  cadence: Repeat,
  renewal: FileClock,
  recurring: CalendarSync,
};

export function KindIcon({ kind }: { kind: Kind }) {
  const Icon = icons[kind] ?? Sparkles;
  return <Icon aria-hidden="true" />;
}
