import type { T } from "@/i18n";
import type { OfferView, StepView } from "@/ipc";
import { formatMoney } from "@/kit";

/** An offer as one line; one of nothing says why. */
export function offerWords(t: T, { remedies, noneBecause }: OfferView): string {
  if (remedies.length === 0) return t("complaints.casefile.nothing", { why: noneBecause });
  return remedies
    .map(({ words, worthFen }) => (worthFen ? `${words} (${formatMoney(worthFen)})` : words))
    .join(" · ");
}

/** What a step says beside its words: the offer, the new cause, to whom it went. */
export function detailWords(t: T, { step, offer, cause, other, measure }: StepView): string[] {
  const { act } = step;
  const details: string[] = [];
  if ("empathy" in act && act.empathy) details.push(t("complaints.casefile.empathy"));
  if (act.kind === "receive" || act.kind === "setSeverity") details.push(t(`terms.severity.${act.severity}`));
  if (act.kind === "receive" && act.owner) details.push(t("complaints.casefile.goesTo", { name: act.owner }));
  if ((act.kind === "assign" || act.kind === "escalate") && act.to)
    details.push(t("complaints.casefile.goesTo", { name: act.to }));
  if (act.kind === "escalate") details.unshift(t(`terms.role.${act.level >= 2 ? "owner" : "manager"}`));
  if (act.kind === "followUp" && act.satisfaction) details.push(t(`terms.satisfaction.${act.satisfaction}`));
  if (act.kind === "attach") details.push(t("complaints.casefile.files", { count: act.files.length }));
  if (cause.length > 0) details.push(cause.join(" › "));
  if (other !== null) details.push(`#${other}`);
  if (measure !== null) details.push(measure);
  if (offer) details.push(offerWords(t, offer));
  return details;
}
