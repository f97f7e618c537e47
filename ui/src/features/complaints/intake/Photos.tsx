import { ImagePlus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { holdFile, pickFile } from "@/ipc";
import { Button, ErrorNotice, IconButton, useFileDrop } from "@/kit";
import styles from "./intake.module.css";
import type { KeptPhotos } from "./useKeepPhotos";

/** Photographs of what went wrong: chosen, dropped or pasted. */
export function Photos({ photos }: { photos: Pick<KeptPhotos, "files" | "add" | "drop"> }) {
  const t = useT();
  const [error, setError] = useState<unknown>();
  async function take(files: readonly (() => ReturnType<typeof holdFile | typeof pickFile>)[]) {
    setError(undefined);
    try {
      for (const file of files) {
        const held = await file();
        if (held) photos.add(held);
      }
    } catch (thrown) {
      setError(thrown);
    }
  }
  const isOver = useFileDrop((files) => void take(files.map((file) => () => holdFile(file))));
  return (
    <div className={styles.photos} data-over={isOver || undefined}>
      <Button
        size="small"
        tone="quiet"
        icon={<ImagePlus aria-hidden="true" />}
        onPress={() => void take([() => pickFile([])])}
      >
        {t("complaints.addPhotos")}
      </Button>
      <span className={styles.muted}>{t("complaints.photosHint")}</span>
      {photos.files.map((file) => (
        <span key={file.token} className={styles.photo}>
          {file.name}
          <IconButton
            size="small"
            label={t("complaints.dropPhoto", { name: file.name })}
            icon={<X />}
            onPress={() => photos.drop(file)}
          />
        </span>
      ))}
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}
