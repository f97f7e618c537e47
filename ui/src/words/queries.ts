import { type Channel, type Id, type Kind, type Occasion, provide, scripts } from "@/ipc";

/** A text with a customer's data is made of all that is known of them. */
export const told: readonly Kind[] = [
  "scripts",
  "customers",
  "purchases",
  "segments",
  "tiers",
  "points",
  "vouchers",
  "library",
  "playbooks",
  "views",
  "settings",
];

export const suggestedFor = (customer: Id<"CustomerId">, occasion: Occasion, channel: Channel | null) => ({
  ...provide(told, ["scripts", "suggest", customer, occasion, channel], () =>
    scripts.suggest(customer, occasion, channel),
  ),
  gcTime: 60_000,
});
