import { useState } from "react";
import { useT } from "@/i18n";
import { type Exported, type ExportFormat, type Operation, saveFile, transfer, useJob } from "@/ipc";
import { type MenuItem, ProgressDialog, toastProblem } from "@/kit";

const formats: ExportFormat[] = ["xlsx", "csv", "vcf"];

/** Files to take along: written by Rust, then saved where the person says. `progress` is to be shown. */
export function useExport() {
  const t = useT();
  const { running, run, stop } = useJob();
  const [file, setFile] = useState("");
  async function write(work: (op: Operation) => ReturnType<typeof transfer.exportShop>, name: string) {
    setFile(name);
    try {
      const written = await run(work);
      if (written) await saveFile(written, name);
    } catch (error) {
      toastProblem(t, error);
    }
  }
  const save = (...job: Parameters<typeof write>) => void write(...job);
  /** Customers in each format there is: those named, or all. */
  const customers = (whom: Exported | null): MenuItem[] =>
    formats.map((format) => ({
      id: format,
      label: t(`transfer.format.${format}`),
      onAction: () =>
        save((op) => transfer.exportCustomers(op, format, whom), `${t("transfer.exportName")}.${format}`),
    }));
  const progress = (
    <ProgressDialog
      title={t("transfer.exporting", { name: file })}
      running={running}
      stopLabel={t("transfer.stopExport")}
      onStop={stop}
    />
  );
  return { isWriting: running !== undefined, save, customers, progress };
}
