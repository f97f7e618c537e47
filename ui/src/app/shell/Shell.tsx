import { Outlet } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useState } from "react";
import { Button } from "react-aria-components";
import { useT } from "@/i18n";
import { CommandPalette, KeyHint, PageCornerProvider, ShortcutSheet, ToastRegion } from "@/kit";
import mark from "../../../../icons/huike.svg";
import { Sidebar } from "./Sidebar";
import styles from "./shell.module.css";
import { useShellShortcuts, useShellSources } from "./useShellCommands";

export function Shell() {
  const t = useT();
  const [palette, showPalette] = useState(false);
  const [shortcuts, showShortcuts] = useState(false);
  const sources = useShellSources();
  useShellShortcuts({ palette: () => showPalette(true), shortcuts: () => showShortcuts(true) });
  return (
    <div className={styles.shell}>
      <link rel="icon" type="image/svg+xml" href={mark} />
      <a href="#content" className={styles.skip}>
        {t("app.skipToContent")}
      </a>
      <Sidebar waiting={{}} onShowShortcuts={() => showShortcuts(true)} />
      <main id="content" tabIndex={-1} className={styles.main}>
        <PageCornerProvider value={<SearchButton onPress={() => showPalette(true)} />}>
          <Outlet />
        </PageCornerProvider>
      </main>
      <CommandPalette
        isOpen={palette}
        onOpenChange={showPalette}
        sources={sources}
        placeholder={t("app.searchHint")}
      />
      <ShortcutSheet isOpen={shortcuts} onOpenChange={showShortcuts} />
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
