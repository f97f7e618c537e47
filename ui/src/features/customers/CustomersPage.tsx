import { useT } from "@/i18n";
import { Page, Skeleton } from "@/kit";

export function CustomersPage() {
  const t = useT();
  return (
    <Page title={t("customers.title")}>
      <Skeleton />
    </Page>
  );
}
