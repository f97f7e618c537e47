import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";
import { severities } from "@/complaint";
import { useT } from "@/i18n";
import { Button, Checkbox, SearchField, Select } from "@/kit";
import { channels } from "@/terms";
import { causeOptions } from "../causes";
import { complaintRules } from "../queries";
import type { ComplaintsSearch } from "../search";
import styles from "./board.module.css";

const any = "";

/** Narrows the board and the list down; what is chosen stands in the address. */
export function Filters({ owners }: { owners: readonly string[] }) {
  const t = useT();
  const navigate = useNavigate();
  const search = useSearch({ from: "/complaints" });
  const { data: rules } = useQuery(complaintRules());
  const set = (part: Partial<ComplaintsSearch>) =>
    void navigate({ to: "/complaints", search: { ...search, ...part }, replace: true });
  const pick = (value: string) => (value === any ? undefined : value);
  const isNarrowed =
    search.owner || search.severity || search.cause || search.channel || search.text || search.asked;
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is sent from here
    <div role="group" aria-label={t("complaints.narrow")} className={styles.filters}>
      <SearchField
        label={t("complaints.find")}
        placeholder={t("complaints.findPlaceholder")}
        group={t("app.complaints")}
        value={search.text ?? ""}
        onChange={(text) => set({ text: text || undefined })}
      />
      <Select
        label={t("complaints.owner")}
        hideLabel
        options={[
          { value: any, label: t("complaints.anyOwner") },
          ...owners.map((name) => ({ value: name, label: name })),
        ]}
        value={search.owner ?? any}
        onChange={(owner) => set({ owner: pick(owner) })}
      />
      <Select
        label={t("complaints.severity")}
        hideLabel
        options={[
          { value: any, label: t("complaints.anySeverity") },
          ...severities.map((severity) => ({ value: severity, label: t(`terms.severity.${severity}`) })),
        ]}
        value={search.severity ?? any}
        onChange={(severity) => set({ severity: pick(severity) as ComplaintsSearch["severity"] })}
      />
      <Select
        label={t("complaints.cause")}
        hideLabel
        options={[
          { value: any, label: t("complaints.anyCause") },
          ...causeOptions(rules?.causes ?? [], true),
        ]}
        value={search.cause ?? any}
        onChange={(cause) => set({ cause: pick(cause) })}
      />
      <Select
        label={t("complaints.channel")}
        hideLabel
        options={[
          { value: any, label: t("complaints.anyChannel") },
          ...channels.map((channel) => ({ value: channel, label: t(`terms.channel.${channel}`) })),
        ]}
        value={search.channel ?? any}
        onChange={(channel) => set({ channel: pick(channel) as ComplaintsSearch["channel"] })}
      />
      <Checkbox isSelected={search.asked ?? false} onChange={(asked) => set({ asked: asked || undefined })}>
        {t("complaints.waitsForYes")}
      </Checkbox>
      {isNarrowed && (
        <Button
          size="small"
          tone="quiet"
          icon={<X aria-hidden="true" />}
          onPress={() =>
            void navigate({
              to: "/complaints",
              search: search.part ? { part: search.part } : {},
              replace: true,
            })
          }
        >
          {t("complaints.showAll")}
        </Button>
      )}
    </div>
  );
}
