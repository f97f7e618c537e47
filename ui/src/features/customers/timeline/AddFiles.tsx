import { Paperclip } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/act";
import { useLanguage, useT } from "@/i18n";
import { attachments, type HeldFile, holdFile, pickFile } from "@/ipc";
import { Button, ErrorNotice, formatInstant, useFileDrop, useShopTime, useShortcut } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "./timeline.module.css";

/** What web views call a picture from the clipboard. */
const nameless = /^image\.(\w+)$/;

/** Keeps files with the customer: by the button, dropped anywhere on the page, or pasted. */
export function AddFiles({ customer }: { customer: CustomerId }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const [underWay, setUnderWay] = useState<string>();
  const [error, setError] = useState<unknown>();
  const { run: add } = useAct(
    (op, { token }: HeldFile) => attachments.add(op, customer, token),
    ({ name }) => t("customers.files.added", { name }),
  );

  async function take(files: readonly (() => Promise<HeldFile | null>)[]) {
    setError(undefined);
    try {
      for (const file of files) {
        const held = await file();
        if (!held) continue;
        setUnderWay(held.name);
        await add(held);
      }
    } catch (thrown) {
      setError(thrown);
    } finally {
      setUnderWay(undefined);
    }
  }
  const pick = () => void take([() => pickFile([])]);
  const isOver = useFileDrop((files) => {
    const when = (ms: number) => formatInstant(ms, zone, language, "dayTime");
    void take(files.map((file) => () => holdFile(named(file, when))));
  });
  function named(file: File, when: (ms: number) => string): File {
    const [, ending] = nameless.exec(file.name) ?? [];
    if (!ending) return file;
    const name = t("customers.files.pasted", { when: when(file.lastModified).replaceAll(":", ".") });
    return new File([file], `${name}.${ending}`, { type: file.type });
  }
  useShortcut({ keys: "u", label: t("customers.files.add"), group: t("customers.one"), run: pick });

  return (
    <>
      <Button
        size="small"
        tone="quiet"
        icon={<Paperclip aria-hidden="true" />}
        isPending={underWay !== undefined}
        onPress={pick}
      >
        {t("customers.files.add")}
      </Button>
      <span className={styles.muted}>
        {underWay ? t("customers.files.adding", { name: underWay }) : t("customers.files.hint")}
      </span>
      {error !== undefined && (
        <div className={styles.refused}>
          <ErrorNotice
            error={error}
            actions={
              <Button size="small" onPress={() => setError(undefined)}>
                {t("kit.close")}
              </Button>
            }
          />
        </div>
      )}
      {isOver && (
        <div className={styles.dropHere} aria-hidden="true">
          <Paperclip />
          {t("customers.files.drop")}
        </div>
      )}
    </>
  );
}
