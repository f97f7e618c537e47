import { useT } from "@/i18n";
import { Page, Skeleton } from "@/kit";

export function TodayPage() {
  const t = useT();
  return (
    <Page title={t("followups.title")}>
      <Skeleton />
    </Page>
  );
}
