import { FileSpreadsheet } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useT } from "@/i18n";
import { type HeldFile, holdFile, pickFile } from "@/ipc";
import { Button, ErrorNotice, KeyHint, useShortcut } from "@/kit";
import styles from "./transfer.module.css";

const endings = ["csv", "xlsx", "txt", "tsv", "vcf"];

/** The way in: a button, and the whole area for a file that is dropped. */
export function PickFile({ onFile }: { onFile: (file: HeldFile) => void }) {
  const t = useT();
  const [isOver, setOver] = useState(false);
  const [isTaking, setTaking] = useState(false);
  const [error, setError] = useState<unknown>();

  async function take(file: Promise<HeldFile | null>) {
    setTaking(true);
    setError(undefined);
    try {
      const held = await file;
      if (held) onFile(held);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setTaking(false);
    }
  }
  const pick = () => void take(pickFile(endings));
  useShortcut({ keys: "o", label: t("transfer.choose"), group: t("transfer.title"), run: pick });

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void take(holdFile(file));
  }

  return (
    <section
      className={styles.drop}
      aria-label={t("transfer.choose")}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileSpreadsheet aria-hidden="true" />
      <h2>{t("transfer.start")}</h2>
      <p>{t("transfer.startHintDrop")}</p>
      <Button tone="primary" size="large" isPending={isTaking} onPress={pick} autoFocus>
        {t("transfer.choose")} <KeyHint keys="o" />
      </Button>
      {error !== undefined && <ErrorNotice error={error} onRetry={pick} />}
      <dl className={styles.kinds}>
        <div>
          <dt>{t("transfer.kind.customers")}</dt>
          <dd>{t("transfer.kindHint.customers")}</dd>
        </div>
        <div>
          <dt>{t("transfer.kind.purchases")}</dt>
          <dd>{t("transfer.kindHint.purchases")}</dd>
        </div>
        <div>
          <dt>{t("transfer.kind.complaints")}</dt>
          <dd>{t("transfer.kindHint.complaints")}</dd>
        </div>
      </dl>
    </section>
  );
}
