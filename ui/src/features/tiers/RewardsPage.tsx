import { useNavigate, useSearch } from "@tanstack/react-router";
import { TicketCheck } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { Button, Page, Tabs } from "@/kit";
import { LevelsPart } from "./levels/LevelsPart";
import { RulePart } from "./points/RulePart";
import { ApprovalsPart } from "./vouchers/ApprovalsPart";
import { BatchesPart } from "./vouchers/BatchesPart";
import { RedeemDialog } from "./vouchers/RedeemDialog";

/** Levels and benefits, how the shop gives points, its vouchers, and what waits for approval. */
export function RewardsPage() {
  const t = useT();
  const navigate = useNavigate();
  const { part = "levels" } = useSearch({ from: "/rewards" });
  const [redeeming, setRedeeming] = useState(false);
  return (
    <Page
      title={t("tiers.rewards")}
      layout="reading"
      actions={
        <Button icon={<TicketCheck aria-hidden="true" />} onPress={() => setRedeeming(true)}>
          {t("tiers.vouchers.redeem")}
        </Button>
      }
    >
      <Tabs
        label={t("tiers.parts")}
        selected={part}
        onSelect={(next) => void navigate({ to: "/rewards", search: { part: next }, replace: true })}
        tabs={[
          { id: "levels", label: t("tiers.title"), content: <LevelsPart /> },
          { id: "points", label: t("tiers.points.title"), content: <RulePart /> },
          { id: "vouchers", label: t("tiers.vouchers.title"), content: <BatchesPart /> },
          { id: "approvals", label: t("tiers.approvals.title"), content: <ApprovalsPart /> },
        ]}
      />
      {redeeming && <RedeemDialog customer={null} code="" onClose={() => setRedeeming(false)} />}
    </Page>
  );
}
