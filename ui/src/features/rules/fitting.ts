import type { Occasion, RuleTrigger, ScriptView } from "@/ipc";
import type { Kind } from "./kinds";

const occasions: Partial<Record<Kind, Occasion>> = {
  birthday: "birthday",
  anniversary: "anniversary",
  festival: "festival",
  childAge: "childAge",
  afterPurchase: "returnVisit",
  onboarding: "welcome",
  usedUp: "usedUp",
  levelReached: "levelUp",
  levelNear: "levelNear",
  levelFalling: "levelFalling",
  expiring: "expiring",
  sessionsLeft: "sessionsLeft",
  renewal: "renewal",
  cadence: "deepTalk",
};

function occasionOf(trigger: RuleTrigger): Occasion | undefined {
  if (trigger.kind !== "stageEntered") return occasions[trigger.kind];
  const { stage } = trigger;
  if (stage === "silent") return "stageSilent";
  return stage === "lost" ? "stageLost" : "stageForgetting";
}

/** Scripts in use, those made for such an occasion first. */
export function fittingScripts(scripts: readonly ScriptView[], trigger: RuleTrigger): ScriptView[] {
  const occasion = occasionOf(trigger);
  const fits = ({ draft }: ScriptView) =>
    occasion !== undefined && (draft.fits?.occasions?.includes(occasion) ?? false);
  const used = scripts.filter(({ archived, draft }) => !archived && draft.enabled !== false);
  return [...used.filter(fits), ...used.filter((script) => !fits(script))];
}
