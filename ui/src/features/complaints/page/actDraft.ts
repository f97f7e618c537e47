import type { Act, ActKind, ComplaintView, Id, Remedy, Satisfaction, Severity } from "@/ipc";

/** What the form of a step asks for beside the words. */
export interface Choice {
  severity: Severity;
  cause: Id<"CauseId"> | null;
  to: string;
  into: Id<"ComplaintId"> | null;
  satisfaction: Satisfaction | null;
  remedies: readonly Remedy[];
  nothing: boolean;
  noneBecause: string;
}

/** What was approved stands in the form already; otherwise what was offered last. */
export function startOf(view: ComplaintView): Choice {
  const remedies = view.approved?.remedies ?? view.offer?.remedies.map(({ remedy }) => remedy) ?? [];
  const noneBecause = view.approved?.noneBecause ?? view.offer?.noneBecause ?? "";
  return {
    severity: view.card.severity,
    cause: view.cause,
    to: "",
    into: null,
    satisfaction: null,
    // What was accepted once is given: it is not offered twice by itself.
    remedies: view.agreed ? [] : remedies,
    nothing: !view.agreed && remedies.length === 0 && noneBecause !== "",
    noneBecause: view.agreed ? "" : noneBecause,
  };
}

/** The step as it crosses the wire. */
export function actDraft(act: ActKind, choice: Choice, empathy: boolean): Act {
  switch (act) {
    case "answer":
    case "update":
      return { kind: act, empathy };
    case "propose":
      return { kind: "propose", offer: offerFrom(choice), empathy };
    case "followUp":
      return { kind: "followUp", satisfaction: choice.satisfaction };
    case "setSeverity":
      return { kind: "setSeverity", severity: choice.severity };
    case "setCause":
      return { kind: "setCause", cause: choice.cause ?? ("" as Id<"CauseId">) };
    case "assign":
      return { kind: "assign", to: choice.to };
    case "merge":
      return { kind: "merge", into: choice.into ?? ("" as Id<"ComplaintId">) };
    case "ask":
      return { kind: "ask", offer: offerFrom(choice), worthFen: null };
    case "improve":
    case "receive":
    case "escalate":
    case "absorb":
    case "over":
    case "attach":
      throw new Error(`${act} has a form of its own`);
    default:
      return { kind: act };
  }
}

export const offerFrom = ({ nothing, remedies, noneBecause }: Choice) =>
  nothing ? { remedies: [], noneBecause } : { remedies: [...remedies], noneBecause: "" };
