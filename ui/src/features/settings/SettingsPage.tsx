import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "@/i18n";
import { Page, Tabs } from "@/kit";
import { AboutPart } from "./AboutPart";
import { BackupsPart } from "./backups/BackupsPart";
import { ComplaintsPart } from "./complaints/ComplaintsPart";
import { HistoryPart } from "./HistoryPart";
import { HoursPart } from "./hours/HoursPart";
import { LibraryPart } from "./library/LibraryPart";
import { NotifyingPart } from "./notifying/NotifyingPart";
import { OftenPart } from "./often/OftenPart";
import { PeoplePart } from "./people/PeoplePart";
import { ShopPart } from "./ShopPart";

export function SettingsPage() {
  const t = useT();
  const navigate = useNavigate();
  const { part = "shop" } = useSearch({ from: "/settings" });
  return (
    <Page title={t("settings.title")} layout="reading">
      <Tabs
        label={t("settings.parts")}
        selected={part}
        onSelect={(next) => void navigate({ to: "/settings", search: { part: next }, replace: true })}
        tabs={[
          { id: "shop", label: t("settings.shopPart"), content: <ShopPart /> },
          { id: "hours", label: t("settings.hoursPart"), content: <HoursPart /> },
          { id: "often", label: t("settings.oftenPart"), content: <OftenPart /> },
          { id: "complaints", label: t("settings.complaintsPart"), content: <ComplaintsPart /> },
          { id: "people", label: t("settings.peoplePart"), content: <PeoplePart /> },
          { id: "notifications", label: t("settings.notifyingPart"), content: <NotifyingPart /> },
          { id: "library", label: t("settings.libraryPart"), content: <LibraryPart /> },
          { id: "backups", label: t("settings.backupsPart"), content: <BackupsPart /> },
          { id: "history", label: t("settings.historyPart"), content: <HistoryPart /> },
          { id: "about", label: t("settings.aboutPart"), content: <AboutPart /> },
        ]}
      />
    </Page>
  );
}
