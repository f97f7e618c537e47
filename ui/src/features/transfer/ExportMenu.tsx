import { Upload } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type ExportFormat, type Operation, saveFile, transfer, useJob } from "@/ipc";
import { Button, Menu, ProgressDialog, toastProblem } from "@/kit";

const formats: ExportFormat[] = ["xlsx", "csv", "vcf"];

/** All customers, or the whole shop, to take along. */
export function ExportMenu() {
  const t = useT();
  const { running, run, stop } = useJob();
  const [file, setFile] = useState("");
  async function save(write: (op: Operation) => ReturnType<typeof transfer.exportShop>, name: string) {
    setFile(name);
    try {
      const written = await run(write);
      if (written) await saveFile(written, name);
    } catch (error) {
      toastProblem(t, error);
    }
  }
  return (
    <>
      <Menu
        label={t("transfer.export")}
        trigger={
          <Button icon={<Upload aria-hidden="true" />} isPending={running !== undefined}>
            {t("transfer.export")}
          </Button>
        }
        items={[
          ...formats.map((format) => ({
            id: format,
            label: t(`transfer.format.${format}`),
            onAction: () =>
              void save(
                (op) => transfer.exportCustomers(op, format, null),
                `${t("transfer.exportName")}.${format}`,
              ),
          })),
          {
            id: "shop",
            label: t("transfer.exportShop"),
            onAction: () => void save(transfer.exportShop, `${t("transfer.exportShopName")}.zip`),
          },
        ]}
      />
      <ProgressDialog
        title={t("transfer.exporting", { name: file })}
        running={running}
        stopLabel={t("transfer.stopExport")}
        onStop={stop}
      />
    </>
  );
}
