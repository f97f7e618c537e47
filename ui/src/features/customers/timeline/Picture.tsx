import { useQuery } from "@tanstack/react-query";
import { Download, FileImage } from "lucide-react";
import { useEffect, useState } from "react";
import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import type { AttachmentView } from "@/ipc";
import { Button, Dialog, ErrorNotice, Skeleton, useSight } from "@/kit";
import type { CustomerId } from "../queries";
import { pictureOf, saveCopy, thumbOf } from "./files";
import styles from "./timeline.module.css";

interface Props {
  customer: CustomerId;
  file: AttachmentView;
}

/** A small picture that opens the large one. */
export function Picture({ customer, file }: Props) {
  const t = useT();
  const [isNear, setNear] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const sight = useSight(() => setNear(true));
  const thumb = useQuery({ ...thumbOf(customer, file), enabled: isNear });
  const url = useUrl(thumb.data);
  return (
    <>
      <button
        ref={sight}
        type="button"
        className={styles.picture}
        aria-label={t("customers.files.open", { name: file.name })}
        onClick={() => setOpen(true)}
      >
        {url ? <img src={url} alt="" /> : <FileImage aria-hidden="true" />}
      </button>
      <Dialog title={file.name} size="large" isOpen={isOpen} onOpenChange={setOpen}>
        <Large customer={customer} file={file} />
      </Dialog>
    </>
  );
}

function Large({ customer, file }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const picture = useQuery(pictureOf(customer, file));
  const url = useUrl(picture.data);
  const [isBroken, setBroken] = useState(false);
  if (picture.error) return <ErrorNotice error={picture.error} onRetry={() => void picture.refetch()} />;
  if (!url) return <Skeleton lines={8} />;
  return (
    <div className={styles.large}>
      {isBroken ? (
        <p className={styles.muted}>{t("customers.files.notDrawn")}</p>
      ) : (
        <img src={url} alt={file.name} onError={() => setBroken(true)} />
      )}
      <Button
        icon={<Download aria-hidden="true" />}
        onPress={() => void saveCopy(customer, file).catch(tell)}
      >
        {t("customers.files.save")}
      </Button>
    </div>
  );
}

/** An address for bytes in memory, for as long as they are shown. */
function useUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}
