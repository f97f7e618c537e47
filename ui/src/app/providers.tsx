import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { FormContext, I18nProvider } from "react-aria-components";
import { useLanguage } from "@/i18n";
import { ShortcutsProvider } from "@/kit";

/** Rust alone judges what was typed. With React Aria's own way the browser would hold back a form that was refused once. */
const judgedElsewhere = { validationBehavior: "aria" } as const;

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  const language = useLanguage();
  return (
    <QueryClientProvider client={client}>
      <I18nProvider locale={language === "en" ? "en-US" : "zh-CN"}>
        <FormContext value={judgedElsewhere}>
          <ShortcutsProvider>{children}</ShortcutsProvider>
        </FormContext>
      </I18nProvider>
    </QueryClientProvider>
  );
}
