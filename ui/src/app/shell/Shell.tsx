import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { todayCounts } from "@/features/followups/queries";
import { useActivity, useGate } from "@/gate";
import { useT } from "@/i18n";
import type { Status } from "@/ipc";
import {
  CommandPalette,
  KeyHint,
  PageCornerProvider,
  PageCountProvider,
  ShortcutSheet,
  ToastRegion,
  useShopTime,
} from "@/kit";
import mark from "../../../../icons/huike.svg";
import { Notices } from "./Notices";
import { Sidebar } from "./Sidebar";
import { SwitchDialog } from "./SwitchDialog";
import styles from "./shell.module.css";
import { useSeatCommands } from "./useSeatCommands";
import { useShellShortcuts, useShellSources } from "./useShellCommands";
import { useUndoLast } from "./useUndoLast";

export function Shell({ status }: { status: Status }) {
  const { today } = useShopTime();
  const { data: counts } = useQuery(todayCounts(today));
  const t = useT();
  const [palette, showPalette] = useState(false);
  const [shortcuts, showShortcuts] = useState(false);
  // A link on somebody's card leads away from it.
  const here = useLocation({ select: ({ href }) => href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what closes it
  useEffect(() => showPalette(false), [here]);
  const [switching, showSwitch] = useState(false);
  const seat = useSeatCommands(() => showSwitch(true));
  useActivity(useGate()?.guarded ?? false);
  const commands = {
    palette: () => showPalette(true),
    shortcuts: () => showShortcuts(true),
    undo: useUndoLast(),
    seat,
  };
  const sources = useShellSources(commands);
  useShellShortcuts(commands);
  return (
    <div className={styles.shell}>
      <link rel="icon" type="image/svg+xml" href={mark} />
      <a href="#content" className={styles.skip}>
        {t("app.skipToContent")}
      </a>
      <Sidebar waiting={{ today: counts?.now }} seat={seat} onShowShortcuts={commands.shortcuts} />
      <main id="content" tabIndex={-1} className={styles.main}>
        <Notices sample={status.sample} />
        <div className={styles.page}>
          <PageCountProvider value={counts?.now ?? 0}>
            <PageCornerProvider value={<SearchButton onPress={commands.palette} />}>
              <Outlet />
            </PageCornerProvider>
          </PageCountProvider>
        </div>
      </main>
      <CommandPalette
        isOpen={palette}
        onOpenChange={showPalette}
        sources={sources}
        placeholder={t("app.searchHint")}
      />
      <ShortcutSheet isOpen={shortcuts} onOpenChange={showShortcuts} />
      <SwitchDialog isOpen={switching} onOpenChange={showSwitch} />
      <ToastRegion />
    </div>
  );
}

function SearchButton({ onPress }: { onPress: () => void }) {
  const t = useT();
  return (
    <Button className={styles.search} onPress={onPress}>
      <Search aria-hidden="true" />
      <span>{t("app.search")}</span>
      <KeyHint keys="mod+k" />
    </Button>
  );
}
