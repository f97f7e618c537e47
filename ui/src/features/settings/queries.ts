import { customers, followups, operations, provide, shop } from "@/ipc";

export const rules = () => provide(["rules"], ["followups", "rules"], followups.rules);

export const stageDays = () => provide(["settings"], ["shop", "stageDays"], shop.stageDays);

export const history = () =>
  provide(["operations", "customers"], ["operations", "recent"], () => operations.recent(100));

export const library = () =>
  provide(["customers", "library"], ["customers", "preferences"], customers.preferences);

export const ownFields = () => provide(["library"], ["customers", "customFields"], customers.customFields);
