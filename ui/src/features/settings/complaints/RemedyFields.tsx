import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import type { CatalogueRemedy, Remedy } from "@/ipc";
import { AmountField, NumberField, Select, TextField } from "@/kit";
import { programs } from "@/shop";
import { voucherBatches } from "../queries";
import { entryKinds, freshRemedy, kindOf } from "./remedies";

interface Props {
  remedy: CatalogueRemedy;
  problem: (field: string) => string | undefined;
  onChange: (change: (before: CatalogueRemedy) => CatalogueRemedy) => void;
}

/** What a remedy is, and the fields of its kind. */
export function RemedyFields({ remedy, problem, onChange }: Props) {
  const t = useT();
  const { data: batches = [] } = useQuery(voucherBatches());
  const { data: program } = useQuery(programs());
  const benefits = program?.now.benefits ?? [];
  const lacking = { voucher: batches.length === 0, benefit: benefits.length === 0 };
  const kind = kindOf(remedy);
  return (
    <>
      <Select
        label={t("settings.complaints.catalogue.kind")}
        options={entryKinds.map((value) => {
          const lacks = value in lacking && lacking[value as keyof typeof lacking];
          const label = t(`settings.complaints.catalogue.kinds.${value}`);
          return lacks
            ? {
                value,
                label,
                isDisabled: true,
                detail: t(`settings.complaints.catalogue.lacking.${value as keyof typeof lacking}`),
              }
            : { value, label };
        })}
        value={kind === "refund" ? null : kind}
        onChange={(next) =>
          onChange(() => freshRemedy(next, { batch: batches[0]?.id, benefit: benefits[0]?.id }))
        }
        error={problem("remedy")}
      />
      {remedy.kind === "part" && (
        <NumberField
          label={t("settings.complaints.catalogue.percent")}
          minValue={1}
          maxValue={100}
          value={remedy.percent}
          onChange={(percent) => onChange(() => ({ kind: "part", percent: percent || 0 }))}
          error={problem("percent")}
        />
      )}
      {remedy.kind === "fixed" && (
        <FixedFields
          remedy={remedy.remedy}
          problem={problem}
          batches={batches.map(({ id, draft }) => ({ value: id, label: draft.name }))}
          benefits={benefits.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(change) =>
            onChange((before) =>
              before.kind === "fixed" ? { kind: "fixed", remedy: change(before.remedy) } : before,
            )
          }
        />
      )}
    </>
  );
}

interface FixedProps {
  remedy: Remedy;
  problem: (field: string) => string | undefined;
  batches: { value: string; label: string }[];
  benefits: { value: string; label: string }[];
  onChange: (change: (before: Remedy) => Remedy) => void;
}

function FixedFields({ remedy, problem, batches, benefits, onChange }: FixedProps) {
  const t = useT();
  const set = (part: Partial<Remedy>) => onChange((before) => ({ ...before, ...part }) as Remedy);
  switch (remedy.kind) {
    case "points":
      return (
        <NumberField
          label={t("settings.complaints.catalogue.points")}
          minValue={1}
          maxValue={10_000_000}
          value={remedy.points}
          onChange={(points) => set({ points: points || 0 })}
          error={problem("points")}
        />
      );
    case "gift":
      return (
        <>
          <TextField
            label={t("settings.complaints.catalogue.item")}
            value={remedy.item}
            onChange={(item) => set({ item })}
            error={problem("item")}
          />
          <AmountField
            label={t("settings.complaints.catalogue.worth")}
            optional
            fen={remedy.worthFen || null}
            onChange={(fen) => set({ worthFen: fen ?? 0 })}
            error={problem("worthFen")}
          />
        </>
      );
    case "redo":
      return (
        <>
          <TextField
            label={t("settings.complaints.catalogue.redo")}
            value={remedy.what}
            onChange={(what) => set({ what })}
            error={problem("what")}
          />
          <AmountField
            label={t("settings.complaints.catalogue.worth")}
            optional
            fen={remedy.costFen || null}
            onChange={(fen) => set({ costFen: fen ?? 0 })}
            error={problem("costFen")}
          />
        </>
      );
    case "voucher":
      return (
        <Select
          label={t("settings.complaints.catalogue.batch")}
          options={batches}
          value={remedy.batch as string}
          onChange={(batch) => set({ batch: batch as typeof remedy.batch })}
        />
      );
    case "benefit":
      return (
        <Select
          label={t("settings.complaints.catalogue.benefit")}
          options={benefits}
          value={remedy.benefit as string}
          onChange={(benefit) => set({ benefit: benefit as typeof remedy.benefit })}
        />
      );
    case "refund":
      return null;
  }
}
