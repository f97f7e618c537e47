// The kinds of rules, what they start with, and which of them belong together.
import type { CustomField, Filter, InteractionKind, Rule, RuleSpec, RuleTrigger } from "@/ipc";
import { newId } from "@/ipc";

export type Kind = RuleTrigger["kind"];

/** By what they are about, as the gallery offers them. */
export const groups = {
  days: ["birthday", "anniversary", "festival", "childAge"],
  buying: ["afterPurchase", "onboarding", "usedUp", "stageEntered"],
  membership: ["levelReached", "levelNear", "levelFalling", "expiring", "sessionsLeft"],
  plans: ["cadence", "renewal", "recurring"],
} as const satisfies Record<string, readonly Kind[]>;

export type GroupName = keyof typeof groups;
export const groupNames = Object.keys(groups) as GroupName[];
export const kinds = groupNames.flatMap((name): readonly Kind[] => groups[name]);

const everyone: Filter = { kind: "all", of: [] };
const core: Filter = { kind: "where", field: "segment", test: { test: "oneOf", values: ["core"] } };

/** What a new rule needs to know of the shop. */
export interface Known {
  today: string;
  fields: readonly CustomField[];
  /** The usual word for a child's day. */
  child: string;
}

function triggerOf(kind: Kind, { today, fields, child }: Known): RuleTrigger {
  switch (kind) {
    case "birthday":
      return { kind, daysAhead: 7 };
    case "anniversary":
      return { kind, label: "", daysAhead: 7 };
    case "festival":
      return { kind, day: { kind: "known", festival: "springFestival" }, daysAhead: 7 };
    case "childAge":
      return { kind, months: [6, 12, 24], label: child, daysAhead: 7 };
    case "afterPurchase":
      return { kind, days: [3, 7, 30], item: "" };
    case "onboarding":
      return { kind, days: [1, 7, 30] };
    case "usedUp":
      return { kind, item: "", days: null, daysAhead: 3 };
    case "stageEntered":
      return { kind, stage: "forgetting", daysAhead: 0 };
    case "levelReached":
      return { kind, level: null };
    case "levelNear":
      return { kind, withinFen: 20_000 };
    case "levelFalling":
      return { kind, daysAhead: 30 };
    case "expiring":
      return { kind, what: "voucher", daysAhead: 7 };
    case "sessionsLeft":
      return { kind, benefit: null, left: 2 };
    case "cadence":
      return { kind, everyDays: 90 };
    case "renewal": {
      const [first] = dateFields(fields);
      // Without any the rule cannot be saved, and says so beside the gap.
      return { kind, field: first?.id ?? newId<"FieldId">(), daysAhead: 30 };
    }
    case "recurring":
      return { kind, rule: "FREQ=MONTHLY;BYMONTHDAY=1", from: today };
  }
}

export const dateFields = (fields: readonly CustomField[]) => fields.filter(({ kind }) => kind === "date");

const contacts: Partial<Record<Kind, InteractionKind>> = {
  cadence: "deep_talk",
  renewal: "call",
  onboarding: "message",
};

export function newRule(kind: Kind, known: Known): Rule {
  const spec: RuleSpec = {
    name: "",
    audience: kind === "cadence" ? core : everyone,
    trigger: triggerOf(kind, known),
    contact: contacts[kind] ?? "message",
    channel: null,
    by: { kind: "owner" },
    on: "open",
    script: null,
    promotion: false,
  };
  return { id: newId<"RuleId">(), enabled: true, minute: 600, spec };
}
