import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { useLanguage } from "@/i18n";
import { ShortcutsProvider } from "@/kit";

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  const language = useLanguage();
  return (
    <QueryClientProvider client={client}>
      <I18nProvider locale={language === "en" ? "en-US" : "zh-CN"}>
        <ShortcutsProvider>{children}</ShortcutsProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
