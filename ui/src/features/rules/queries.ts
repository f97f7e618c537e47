import { followups, type Kind, provide, type Rule, scripts } from "@/ipc";

export const ruleList = () => provide(["rules"], ["followups", "rules"], followups.rules);

export const scriptList = () => provide(["scripts"], ["scripts", "list"], scripts.list);

const told: readonly Kind[] = ["rules", "customers", "purchases", "followups", "interactions", "settings"];

/** Whom a rule would name as it stands; typed over, nobody needs the answer any more. */
export const previewOf = (rule: Rule) => ({
  ...provide(told, ["followups", "previewRule", rule], () => followups.previewRule(rule, null)),
  gcTime: 0,
  retry: false,
});

/** The same for the list of rules, which need not follow each contact. */
export const weeklyOf = (rule: Rule) => ({
  ...provide(["rules"], ["followups", "weekly", rule], () => followups.previewRule(rule, null)),
  retry: false,
});
