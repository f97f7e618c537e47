import { followups, operations, provide, shop } from "@/ipc";

export const rules = () => provide(["rules"], ["followups", "rules"], followups.rules);

export const stageDays = () => provide(["settings"], ["shop", "stageDays"], shop.stageDays);

export const history = () =>
  provide(["operations", "customers"], ["operations", "recent"], () => operations.recent(100));
