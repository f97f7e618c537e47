import { Upload } from "lucide-react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import type { Exported } from "@/ipc";
import { Button, Menu } from "@/kit";
import { useExport } from "@/shop";

/** Those selected to take along, in the order in which they are seen. */
export function ExportSelected({ whom }: { whom: Exported }) {
  const t = useT();
  const may = useMay("export");
  const { isWriting, customers, progress } = useExport();
  if (!may) return null;
  return (
    <>
      <Menu
        label={t("transfer.export")}
        trigger={
          <Button size="small" icon={<Upload aria-hidden="true" />} isPending={isWriting}>
            {t("customers.select.export")}
          </Button>
        }
        items={customers(whom)}
      />
      {progress}
    </>
  );
}
