import { useT } from "@/i18n";
import { Page, Skeleton } from "@/kit";

export function ImportPage() {
  const t = useT();
  return (
    <Page title={t("transfer.title")}>
      <Skeleton />
    </Page>
  );
}
