import { useQuery } from "@tanstack/react-query";
import { severities, WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { type ComplaintView, complaints, type Id, provide } from "@/ipc";
import { fieldProblem, SegmentedControl, Select } from "@/kit";
import { causeOptions } from "../causes";
import { complaintRules } from "../queries";
import type { PersonAct } from "../workflow";
import type { Choice } from "./actDraft";

interface Props {
  view: ComplaintView;
  act: PersonAct;
  choice: Choice;
  onChange: (choice: Choice) => void;
  error: unknown;
}

const satisfactions = ["verySatisfied", "satisfied", "toImprove"] as const;
const silent = "none";

/** What a step needs to know beside its words. */
export function Choices({ view, act, choice, onChange, error }: Props) {
  const t = useT();
  const set = (part: Partial<Choice>) => onChange({ ...choice, ...part });
  switch (act) {
    case "setSeverity":
      return (
        <SegmentedControl
          label={t("complaints.severity")}
          choices={severities.map((value) => ({ value, label: t(`terms.severity.${value}`) }))}
          value={choice.severity}
          onChange={(severity) => set({ severity })}
        />
      );
    case "setCause":
      return <CauseField choice={choice} onChange={set} />;
    case "assign":
      return (
        <WhoField
          label={t("complaints.assignTo")}
          value={choice.to}
          onChange={(to) => set({ to })}
          error={fieldProblem(t, error, "to")}
        />
      );
    case "followUp":
      return (
        <SegmentedControl
          label={t("complaints.satisfied")}
          choices={[
            ...satisfactions.map((value) => ({
              value: value as (typeof satisfactions)[number] | typeof silent,
              label: t(`terms.satisfaction.${value}`),
            })),
            { value: silent, label: t("complaints.notSaid") },
          ]}
          value={choice.satisfaction ?? silent}
          onChange={(value) => set({ satisfaction: value === silent ? null : value })}
        />
      );
    case "merge":
      return <MergeField view={view} choice={choice} onChange={set} />;
    default:
      return null;
  }
}

type Set = (part: Partial<Choice>) => void;

function CauseField({ choice, onChange }: { choice: Choice; onChange: Set }) {
  const t = useT();
  const { data } = useQuery(complaintRules());
  return (
    <Select
      label={t("complaints.cause")}
      options={causeOptions(data?.causes ?? [])}
      value={choice.cause}
      onChange={(cause) => onChange({ cause: cause as Id<"CauseId"> })}
    />
  );
}

/** Under which of the same customer's complaints it goes on. */
function MergeField({ view, choice, onChange }: { view: ComplaintView; choice: Choice; onChange: Set }) {
  const t = useT();
  const { customer, id } = view.card;
  const { data = [] } = useQuery(
    provide(["complaints"], ["complaints", "of", customer], () => complaints.ofCustomer(customer)),
  );
  const others = data.filter((card) => card.id !== id && unsolved.includes(card.state));
  return (
    <Select
      label={t("complaints.mergeInto")}
      description={others.length === 0 ? t("complaints.noOther") : ""}
      options={others.map((card) => ({ value: card.id as string, label: `#${card.number} ${card.what}` }))}
      value={choice.into}
      onChange={(into) => onChange({ into: into as Id<"ComplaintId"> })}
    />
  );
}

const unsolved: readonly string[] = [
  "received",
  "reopened",
  "answered",
  "investigating",
  "proposed",
  "agreed",
];
