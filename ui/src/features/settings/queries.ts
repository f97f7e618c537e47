import {
  type BusinessCalendar,
  calendar,
  complaints,
  customers,
  type Defined,
  followups,
  gate,
  notifying,
  provide,
  shop,
  staff,
  vouchers,
} from "@/ipc";

export const stageDays = () => provide(["settings"], ["shop", "stageDays"], shop.stageDays);

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

/** When this PC shuts the shop by itself. */
export const lockRules = () => provide(["settings"], ["gate", "lockRules"], gate.lockRules);

export const people = () => provide(["settings"], ["staff", "people"], staff.people);
