import { expect, test } from "vitest";
import type { T } from "@/i18n";
import type { Act, Id, StepView } from "@/ipc";
import { detailWords } from "./words";

const t = ((key: string, params?: Record<string, unknown>) =>
  params ? `${key}(${Object.values(params).join(",")})` : key) as unknown as T;

const taken = (act: Act, more: Partial<StepView> = {}): StepView => ({
  step: { id: "1" as Id<"StepId">, at: 0, by: "Li", act, words: "", channel: null },
  offer: null,
  cause: [],
  other: null,
  measure: null,
  ...more,
});

const offer = { remedies: [], noneBecause: "theirs", worthFen: 0 };

test.each<[StepView, string[]]>([
  [taken({ kind: "note" }), []],
  [taken({ kind: "answer", empathy: true }), ["complaints.casefile.empathy"]],
  [
    taken({ kind: "receive", received: 0, severity: "minor", owner: "Li" }),
    ["terms.severity.minor", "complaints.casefile.goesTo(Li)"],
  ],
  [taken({ kind: "escalate", level: 2, to: "" }), ["terms.role.owner"]],
  [
    taken({ kind: "setCause", cause: "1" as Id<"CauseId"> }, { cause: ["Delivery", "Late"] }),
    ["Delivery › Late"],
  ],
  [taken({ kind: "propose", offer: { remedies: [] } }, { offer }), ["complaints.casefile.nothing(theirs)"]],
])("what a step says", (step, expected) => {
  expect(detailWords(t, step)).toEqual(expected);
});
