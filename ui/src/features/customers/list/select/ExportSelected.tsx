import { Upload } from "lucide-react";
import { useT } from "@/i18n";
import { type ExportFormat, type Selection, saveFile, transfer, useJob } from "@/ipc";
import { Button, Menu, ProgressDialog, toastProblem } from "@/kit";
import type { FullQuery } from "../../search";

const formats: ExportFormat[] = ["xlsx", "csv", "vcf"];

/** Those selected to take along, in the order of the list. */
export function ExportSelected({ selection, query }: { selection: Selection; query: FullQuery }) {
  const t = useT();
  const { running, run, stop } = useJob();
  async function save(format: ExportFormat) {
    try {
      const { sort, descending } = query;
      const written = await run((op) =>
        transfer.exportCustomers(op, format, { selection, sort, descending }),
      );
      if (written) await saveFile(written, `${t("transfer.exportName")}.${format}`);
    } catch (error) {
      toastProblem(t, error);
    }
  }
  return (
    <>
      <Menu
        label={t("transfer.export")}
        trigger={
          <Button size="small" icon={<Upload aria-hidden="true" />} isPending={running !== undefined}>
            {t("customers.select.export")}
          </Button>
        }
        items={formats.map((format) => ({
          id: format,
          label: t(`transfer.format.${format}`),
          onAction: () => void save(format),
        }))}
      />
      <ProgressDialog
        title={t("transfer.exporting", { name: t("transfer.exportName") })}
        running={running}
        stopLabel={t("transfer.stopExport")}
        onStop={stop}
      />
    </>
  );
}
