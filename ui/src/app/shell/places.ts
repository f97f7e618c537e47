import {
  CalendarCheck,
  ChartPie,
  Download,
  Gift,
  ListChecks,
  type LucideIcon,
  MessageSquareQuote,
  MessageSquareWarning,
  Settings,
  Users,
} from "lucide-react";

export interface Place {
  id:
    | "today"
    | "customers"
    | "complaints"
    | "segments"
    | "rules"
    | "scripts"
    | "rewards"
    | "import"
    | "settings";
  to:
    | "/"
    | "/customers"
    | "/complaints"
    | "/segments"
    | "/rules"
    | "/scripts"
    | "/rewards"
    | "/import"
    | "/settings";
  label:
    | "app.today"
    | "app.customers"
    | "app.complaints"
    | "app.segments"
    | "app.rules"
    | "app.scripts"
    | "app.rewards"
    | "app.import"
    | "app.settings";
  go:
    | "app.goToday"
    | "app.goCustomers"
    | "app.goComplaints"
    | "app.goSegments"
    | "app.goRules"
    | "app.goScripts"
    | "app.goRewards"
    | "app.goImport"
    | "app.goSettings";
  keys: string;
  icon: LucideIcon;
}

export const places: Place[] = [
  { id: "today", to: "/", label: "app.today", go: "app.goToday", keys: "g t", icon: CalendarCheck },
  {
    id: "customers",
    to: "/customers",
    label: "app.customers",
    go: "app.goCustomers",
    keys: "g c",
    icon: Users,
  },
  {
    id: "complaints",
    to: "/complaints",
    label: "app.complaints",
    go: "app.goComplaints",
    keys: "g k",
    icon: MessageSquareWarning,
  },
  {
    id: "segments",
    to: "/segments",
    label: "app.segments",
    go: "app.goSegments",
    keys: "g v",
    icon: ChartPie,
  },
  { id: "rules", to: "/rules", label: "app.rules", go: "app.goRules", keys: "g f", icon: ListChecks },
  {
    id: "scripts",
    to: "/scripts",
    label: "app.scripts",
    go: "app.goScripts",
    keys: "g w",
    icon: MessageSquareQuote,
  },
  { id: "rewards", to: "/rewards", label: "app.rewards", go: "app.goRewards", keys: "g r", icon: Gift },
  { id: "import", to: "/import", label: "app.import", go: "app.goImport", keys: "g i", icon: Download },
  {
    id: "settings",
    to: "/settings",
    label: "app.settings",
    go: "app.goSettings",
    keys: "g s",
    icon: Settings,
  },
];
