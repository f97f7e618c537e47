import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { complaintSearch, complaintsSearch } from "@/features/complaints/search";
import { customersSearch, mergeSearch } from "@/features/customers/search";
import { followupsSearch } from "@/features/followups/search";
import { TodayPage } from "@/features/followups/TodayPage";
import { rulesSearch } from "@/features/rules/search";
import { scriptsSearch } from "@/features/scripts/search";
import { segmentsSearch } from "@/features/segments/search";
import { settingsSearch } from "@/features/settings/search";
import { rewardsSearch } from "@/features/tiers/search";
import { Skeleton } from "@/kit";
import { Gate } from "./Gate";
import { BrokenPage, MissingPage } from "./shell/PageTrouble";

const root = createRootRoute({ component: Gate, notFoundComponent: MissingPage });

// The program opens on it, so it comes along; the others are fetched when somebody heads for them.
const today = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: followupsSearch,
  component: TodayPage,
});

const customers = createRoute({
  getParentRoute: () => root,
  path: "/customers",
  validateSearch: customersSearch,
  component: lazyRouteComponent(() => import("@/features/customers/CustomersPage"), "CustomersPage"),
});

const duplicates = createRoute({
  getParentRoute: () => root,
  path: "/customers/duplicates",
  component: lazyRouteComponent(() => import("@/features/customers/DuplicatesPage"), "DuplicatesPage"),
});

const merge = createRoute({
  getParentRoute: () => root,
  path: "/customers/merge",
  validateSearch: mergeSearch,
  component: lazyRouteComponent(() => import("@/features/customers/MergePage"), "MergePage"),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: "/customers/$customerId",
  component: lazyRouteComponent(() => import("./CustomerRoute"), "CustomerRoute"),
});

const complaints = createRoute({
  getParentRoute: () => root,
  path: "/complaints",
  validateSearch: complaintsSearch,
  component: lazyRouteComponent(() => import("@/features/complaints/ComplaintsPage"), "ComplaintsPage"),
});

const complaint = createRoute({
  getParentRoute: () => root,
  path: "/complaints/$complaintId",
  validateSearch: complaintSearch,
  component: lazyRouteComponent(() => import("@/features/complaints/page/ComplaintPage"), "ComplaintPage"),
});

const rewards = createRoute({
  getParentRoute: () => root,
  path: "/rewards",
  validateSearch: rewardsSearch,
  component: lazyRouteComponent(() => import("@/features/tiers/RewardsPage"), "RewardsPage"),
});

const segments = createRoute({
  getParentRoute: () => root,
  path: "/segments",
  validateSearch: segmentsSearch,
  component: lazyRouteComponent(() => import("@/features/segments/SegmentsPage"), "SegmentsPage"),
});

const scripts = createRoute({
  getParentRoute: () => root,
  path: "/scripts",
  validateSearch: scriptsSearch,
  component: lazyRouteComponent(() => import("@/features/scripts/ScriptsPage"), "ScriptsPage"),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: "/rules",
  validateSearch: rulesSearch,
  component: lazyRouteComponent(() => import("@/features/rules/RulesPage"), "RulesPage"),
});

const transfer = createRoute({
  getParentRoute: () => root,
  path: "/import",
  component: lazyRouteComponent(() => import("@/features/transfer/ImportPage"), "ImportPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  validateSearch: settingsSearch,
  // Where rules were kept once; somebody may have the address still.
  beforeLoad: ({ search }) => {
    if (search.part === "rules") throw redirect({ to: "/rules", search: {} });
  },
  component: lazyRouteComponent(() => import("@/features/settings/SettingsPage"), "SettingsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    today,
    customers,
    duplicates,
    merge,
    customer,
    complaints,
    complaint,
    segments,
    rules,
    scripts,
    rewards,
    transfer,
    settings,
  ]),
  defaultErrorComponent: BrokenPage,
  defaultPendingComponent: Skeleton,
  defaultPendingMs: 0,
  defaultPendingMinMs: 0,
  defaultPreload: "intent",
});

// Rooms name routes by their address (`useSearch({ from: "/customers" })`) and get the types from here.
declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** A customer's page opens with its form for a contact. */
    log?: boolean;
  }
}
