import { Upload } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type ExportFormat, saveFile, transfer } from "@/ipc";
import { Button, Menu, toastProblem } from "@/kit";

const formats: ExportFormat[] = ["xlsx", "csv"];

/** All customers as a table, to take along. */
export function ExportMenu() {
  const t = useT();
  const [isWriting, setWriting] = useState(false);
  async function save(format: ExportFormat) {
    setWriting(true);
    try {
      const file = await transfer.exportCustomers(format);
      await saveFile(file, `${t("transfer.exportName")}.${format}`);
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
      items={formats.map((format) => ({
        id: format,
        label: t(`transfer.format.${format}`),
        onAction: () => void save(format),
      }))}
    />
  );
}
