import { Paperclip } from "lucide-react";
import { useState } from "react";
import { useMyName } from "@/complaint";
import { useT } from "@/i18n";
import {
  type AttachmentView,
  attachments,
  type ComplaintView,
  complaints,
  type HeldFile,
  newOperation,
  saveFile,
} from "@/ipc";
import { Button, ErrorNotice } from "@/kit";
import { Photos } from "../intake/Photos";
import styles from "./page.module.css";

/** Pictures and files of what went wrong. */
export function Files({ view }: { view: ComplaintView }) {
  const t = useT();
  const me = useMyName();
  const [error, setError] = useState<unknown>();
  const { customer, id, owner } = view.card;
  async function add({ token }: HeldFile) {
    setError(undefined);
    try {
      const kept = await attachments.add(newOperation(), customer, token);
      await complaints.step(newOperation(), id, me || owner || t("complaints.nobody"), [
        { act: { kind: "attach", files: [kept] } },
      ]);
    } catch (thrown) {
      setError(thrown);
    }
  }
  const save = async (file: AttachmentView) => {
    try {
      await saveFile(await attachments.handOut(customer, file.id), file.name);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <div className={styles.files}>
      {view.files.map((file) => (
        <Button key={file.id} size="small" tone="quiet" icon={<Paperclip />} onPress={() => void save(file)}>
          {file.name}
        </Button>
      ))}
      <Photos photos={{ files: [], add: (file) => void add(file), drop: () => undefined }} />
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}
