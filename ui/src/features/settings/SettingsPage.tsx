import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { useGate } from "@/gate";
import { type Key, useT } from "@/i18n";
import type { Right } from "@/ipc";
import { Page, Tabs } from "@/kit";
import { AboutPart } from "./AboutPart";
import { BackupsPart } from "./backups/BackupsPart";
import { ComplaintsPart } from "./complaints/ComplaintsPart";
import { HistoryPart } from "./history/HistoryPart";
import { HoursPart } from "./hours/HoursPart";
import { LibraryPart } from "./library/LibraryPart";
import { NotifyingPart } from "./notifying/NotifyingPart";
import { OftenPart } from "./often/OftenPart";
import { PeoplePart } from "./people/PeoplePart";
import { ShopPart } from "./ShopPart";
import type { Part } from "./search";
import { SecurityPart } from "./security/SecurityPart";

/** Each part, with what somebody needs to do anything there. */
const parts: { id: Part; label: Key; needs?: Right; Content: ComponentType }[] = [
  { id: "shop", label: "settings.shopPart", Content: ShopPart },
  { id: "hours", label: "settings.hoursPart", needs: "arrange", Content: HoursPart },
  { id: "often", label: "settings.oftenPart", needs: "arrange", Content: OftenPart },
  { id: "complaints", label: "settings.complaintsPart", needs: "arrange", Content: ComplaintsPart },
  { id: "people", label: "settings.peoplePart", Content: PeoplePart },
  { id: "security", label: "settings.securityPart", Content: SecurityPart },
  { id: "notifications", label: "settings.notifyingPart", Content: NotifyingPart },
  { id: "library", label: "settings.libraryPart", needs: "arrange", Content: LibraryPart },
  { id: "backups", label: "settings.backupsPart", needs: "audit", Content: BackupsPart },
  { id: "history", label: "settings.historyPart", needs: "audit", Content: HistoryPart },
  { id: "about", label: "settings.aboutPart", Content: AboutPart },
];

export function SettingsPage() {
  const t = useT();
  const navigate = useNavigate();
  const gate = useGate();
  const { part = "shop" } = useSearch({ from: "/settings" });
  const open = parts.filter(({ needs }) => needs === undefined || (gate?.rights.includes(needs) ?? true));
  return (
    <Page title={t("settings.title")} layout="reading">
      <Tabs
        label={t("settings.parts")}
        selected={open.some(({ id }) => id === part) ? part : "shop"}
        onSelect={(next) => void navigate({ to: "/settings", search: { part: next }, replace: true })}
        tabs={open.map(({ id, label, Content }) => ({ id, label: t(label), content: <Content /> }))}
      />
    </Page>
  );
}
