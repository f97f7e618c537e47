import { Upload } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type ExportFormat, type Selection, saveFile, transfer } from "@/ipc";
import { Button, Menu, toastProblem } from "@/kit";
import type { FullQuery } from "../../search";

const formats: ExportFormat[] = ["xlsx", "csv", "vcf"];

/** Those selected to take along, in the order of the list. */
export function ExportSelected({ selection, query }: { selection: Selection; query: FullQuery }) {
  const t = useT();
  const [isWriting, setWriting] = useState(false);
  async function save(format: ExportFormat) {
    setWriting(true);
    try {
      const { sort, descending } = query;
      const written = await transfer.exportCustomers(format, { selection, sort, descending });
      await saveFile(written, `${t("transfer.exportName")}.${format}`);
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
        <Button size="small" icon={<Upload aria-hidden="true" />} isPending={isWriting}>
          {t("customers.select.export")}
        </Button>
      }
      items={formats.map((format) => ({
        id: format,
        label: t(`transfer.format.${format}`),
        onAction: () => void save(format),
      }))}
    />
  );
}
