import { useState } from "react";
import { useT } from "@/i18n";
import { type Exported, type ExportFormat, saveFile, transfer } from "@/ipc";
import { type MenuItem, toastProblem } from "@/kit";

const formats: ExportFormat[] = ["xlsx", "csv", "vcf"];

/** Files to take along: written by Rust, then saved where the person says. */
export function useExport() {
  const t = useT();
  const [isWriting, setWriting] = useState(false);
  async function write(written: ReturnType<typeof transfer.exportShop>, name: string) {
    setWriting(true);
    try {
      await saveFile(await written, name);
    } catch (error) {
      toastProblem(t, error);
    } finally {
      setWriting(false);
    }
  }
  const save = (...file: Parameters<typeof write>) => void write(...file);
  /** Customers in each format there is: those named, or all. */
  const customers = (whom: Exported | null): MenuItem[] =>
    formats.map((format) => ({
      id: format,
      label: t(`transfer.format.${format}`),
      onAction: () => save(transfer.exportCustomers(format, whom), `${t("transfer.exportName")}.${format}`),
    }));
  return { isWriting, save, customers };
}
