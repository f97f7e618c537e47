import { customers, type Field, type Id, type Kind, provide, views } from "@/ipc";

const line: readonly Kind[] = ["customers", "purchases", "segments", "settings", "library", "tiers"];

/** Words in use, so that nobody types a second one for the same; `own` where it is the shop's own field. */
export const wordsOf = (field: Field, own: Id<"FieldId"> | null, text: string) => ({
  ...provide(line, ["customers", "words", field, own, text], () => customers.words(field, own, text)),
  gcTime: 60_000,
});

export const library = () =>
  provide(["customers", "library"], ["customers", "preferences"], customers.preferences);

export const ownFields = () => provide(["library"], ["customers", "customFields"], customers.customFields);

export const savedViews = () => provide(["views"], ["views"], views.list);
