import {
  type ActorView,
  type AuditPage,
  type AuditQuery,
  dossier,
  type Id,
  operations,
  provide,
  providePages,
} from "@/ipc";
import type { SettingsSearch } from "../search";

/** Entries that come at once. */
const stretch = 50;

/** What the address asks of the record. */
export function queryOf({ by, room, customer, from, until }: SettingsSearch): AuditQuery {
  return {
    by: by ? actorOf(by) : null,
    kind: room ?? "",
    customer: (customer ?? null) as Id<"CustomerId"> | null,
    from: from ?? null,
    until: until ?? null,
  };
}

function actorOf(by: string): ActorView {
  if (by === "owner" || by === "system") return { who: by };
  return { who: "person", id: by as Id<"PersonId"> };
}

export const historyOf = (query: AuditQuery) =>
  providePages<AuditPage>(["operations", "customers"], ["operations", "history", query], (before) =>
    operations.history(query, before, stretch),
  );

/** What one operation changed stays as it is; the names in it may not. */
export const changesOf = (id: Id<"OperationId">) =>
  provide(["customers"], ["operations", "changes", id], () => operations.changes(id));

export const cardOf = (customer: Id<"CustomerId">) =>
  provide(["customers"], ["settings", "card", customer], () => dossier.card(customer));
