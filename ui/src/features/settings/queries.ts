import {
  type BusinessCalendar,
  calendar,
  complaints,
  customers,
  type Defined,
  followups,
  notifying,
  operations,
  provide,
  shop,
  staff,
  vault,
  vouchers,
} from "@/ipc";

export const stageDays = () => provide(["settings"], ["shop", "stageDays"], shop.stageDays);

export const history = () =>
  provide(["operations", "customers"], ["operations", "recent"], () => operations.recent(100));

/** What was done since counts with every operation. */
export const backups = () => provide(["backups", "operations", "settings"], ["vault", "list"], vault.list);

export const library = () =>
  provide(["customers", "library"], ["customers", "preferences"], customers.preferences);

/** How many would lose something; asked anew each time, for it is what a person decides by. */
export const holdersOf = (of: Defined) => ({
  ...provide(["customers", "library"], ["customers", "holders", of], () => customers.holders(of)),
  gcTime: 0,
});

export const ownFields = () => provide(["library"], ["customers", "customFields"], customers.customFields);

export const notifyingView = () => provide(["settings"], ["notifying", "get"], notifying.get);

/** Who looks after customers, by the words in use. */
export const owners = (text: string) =>
  provide(["customers"], ["customers", "words", "owner", null, text], () =>
    customers.words("owner", null, text),
  );

export const hours = () => provide(["settings"], ["calendar", "get"], calendar.get);

/** When a time to answer in is over; the zone is the shop's. */
export const explained = (draft: BusinessCalendar, at: number, minutes: number) => ({
  ...provide(["settings"], ["calendar", "explain", draft, at, minutes], () =>
    calendar.explain(draft, at, minutes),
  ),
  gcTime: 0,
});

export const restraint = () =>
  provide(["settings", "rules"], ["followups", "restraint"], followups.restraint);

export const complaintRules = () => provide(["settings"], ["complaints", "rules"], complaints.rules);

export const voucherBatches = () => provide(["vouchers"], ["vouchers", "batches"], vouchers.batches);

export const people = () => provide(["settings"], ["staff", "people"], staff.people);
