import { Upload } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type ExportFormat, saveFile, transfer } from "@/ipc";
import { Button, Menu, toastProblem } from "@/kit";

const formats: ExportFormat[] = ["xlsx", "csv", "vcf"];

/** All customers, or the whole shop, to take along. */
export function ExportMenu() {
  const t = useT();
  const [isWriting, setWriting] = useState(false);
  async function save(written: ReturnType<typeof transfer.exportShop>, name: string) {
    setWriting(true);
    try {
      await saveFile(await written, name);
    } catch (error) {
      toastProblem(t, error);
    } finally {
      setWriting(false);
    }
  }
  return (
    <Menu
      label={t("transfer.export")}
      trigger={
        <Button icon={<Upload aria-hidden="true" />} isPending={isWriting}>
          {t("transfer.export")}
        </Button>
      }
      items={[
        ...formats.map((format) => ({
          id: format,
          label: t(`transfer.format.${format}`),
          onAction: () =>
            void save(transfer.exportCustomers(format, null), `${t("transfer.exportName")}.${format}`),
        })),
        {
          id: "shop",
          label: t("transfer.exportShop"),
          onAction: () => void save(transfer.exportShop(), `${t("transfer.exportShopName")}.zip`),
        },
      ]}
    />
  );
}
