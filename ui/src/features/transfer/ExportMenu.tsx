import { Upload } from "lucide-react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { transfer } from "@/ipc";
import { Button, Menu } from "@/kit";
import { useExport } from "@/shop";

/** All customers, or the whole shop, to take along. */
export function ExportMenu() {
  const t = useT();
  const may = useMay("export");
  const { isWriting, save, customers, progress } = useExport();
  if (!may) return null;
  return (
    <>
      <Menu
        label={t("transfer.export")}
        trigger={
          <Button icon={<Upload aria-hidden="true" />} isPending={isWriting}>
            {t("transfer.export")}
          </Button>
        }
        items={[
          ...customers(null),
          {
            id: "shop",
            label: t("transfer.exportShop"),
            onAction: () => save(transfer.exportShop, `${t("transfer.exportShopName")}.zip`),
          },
        ]}
      />
      {progress}
    </>
  );
}
