import { useT } from "@/i18n";
import { Page, Skeleton } from "@/kit";

export function SettingsPage() {
  const t = useT();
  return (
    <Page title={t("settings.title")}>
      <Skeleton />
    </Page>
  );
}
