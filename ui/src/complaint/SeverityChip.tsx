import { ChevronDown, ChevronsUp, ChevronUp, Equal, type LucideIcon } from "lucide-react";
import { useT } from "@/i18n";
import type { ComplaintState, Severity } from "@/ipc";
import { Chip, type ChipTone } from "@/kit";

export const severities: readonly Severity[] = ["minor", "moderate", "serious", "severe"];

const looks: Record<Severity, { tone: ChipTone; icon: LucideIcon }> = {
  minor: { tone: "regular", icon: ChevronDown },
  moderate: { tone: "silver", icon: Equal },
  serious: { tone: "soon", icon: ChevronUp },
  severe: { tone: "atrisk", icon: ChevronsUp },
};

/** How much a complaint weighs. */
export function SeverityChip({ severity }: { severity: Severity }) {
  const t = useT();
  const { tone, icon: Icon } = looks[severity];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`terms.severity.${severity}`)}
    </Chip>
  );
}

/** Where a complaint stands. */
export function StateWords({ state }: { state: ComplaintState }) {
  return useT()(`terms.complaintState.${state}`);
}
