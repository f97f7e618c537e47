import { type Id, provide, scripts } from "@/ipc";
import { told } from "@/words";

export type ScriptId = Id<"ScriptId">;

export const scriptList = () => provide(["scripts"], ["scripts", "list"], scripts.list);

export const versionsOf = (id: ScriptId) =>
  provide(["scripts"], ["scripts", "history", id], () => scripts.history(id));

export const reportOfScripts = () => provide(["scripts"], ["scripts", "report"], scripts.report);

export const previewOf = (text: string, customer: Id<"CustomerId"> | null) => ({
  ...provide(told, ["scripts", "preview", text, customer], () => scripts.preview(text, customer)),
  gcTime: 0,
  retry: false,
});
