// Who is meant: a filter of customers, built, worded and kept in an address, wherever customers are chosen.
export { AddFilter } from "./AddFilter";
export { type Compact, readFilter, writeFilter } from "./address";
export { FilterBar } from "./FilterBar";
export * from "./fields";
export { everyone, type Group, groupOf, isGroup, isOn, press, type Quick } from "./groups";
export { library, ownFields, savedViews } from "./queries";
export { asksPreferences, useLibrary } from "./useLibrary";
export { useOffers } from "./useOffers";
export { ValueChoices } from "./ValueChoices";
export { filterWords } from "./wording";
