import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { Select } from "@/kit";
import { staff } from "./queries";
import { setWhose, useWhose } from "./whose";

/** Everybody's follow-ups or one person's; a shop in which nobody looks after anybody by name is not asked. */
export function WhoseChoice() {
  const t = useT();
  const of = useWhose();
  const { data: known = [] } = useQuery(staff());
  const names = known.map(({ word }) => word);
  if (names.length === 0 && of === null) return null;
  const listed = of === null || names.includes(of) ? names : [of, ...names];
  return (
    <Select
      label={t("followups.whose")}
      hideLabel
      options={[
        { value: "", label: t("followups.everyone") },
        ...listed.map((name) => ({ value: name, label: t("followups.whoseOf", { name }) })),
      ]}
      value={of ?? ""}
      onChange={(name) => setWhose(name || null)}
    />
  );
}
