import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { useWrite, vault } from "@/ipc";
import { Button, ConfirmDialog, ErrorNotice } from "@/kit";
import { CodeDialog } from "./CodeDialog";
import styles from "./security.module.css";

/** Twelve words on paper: made, shown once, and checked before they are gone. */
export function RecoveryCode({ has, mayMake }: { has: boolean; mayMake: boolean }) {
  const t = useT();
  const make = useWrite((op) => vault.makeCode(op));
  const [isAsking, ask] = useState(false);
  const [words, setWords] = useState<readonly string[]>();

  async function makeOne() {
    const { answer } = await make.mutateAsync();
    make.reset();
    ask(false);
    if (answer) setWords(answer);
  }
  const start = () => void makeOne().catch(() => {});

  const press = mayMake && (
    <div>
      <Button
        tone={has ? "secondary" : "primary"}
        isPending={make.isPending}
        onPress={() => (has ? ask(true) : start())}
      >
        {t(has ? "settings.security.codeNew" : "settings.security.codeMake")}
      </Button>
    </div>
  );

  return (
    <>
      {has ? (
        <p className={styles.text}>{t("settings.security.codeIs")}</p>
      ) : (
        <div className={styles.state} data-tone="open">
          <KeyRound aria-hidden="true" />
          <div className={styles.words}>
            <strong>{t("settings.security.codeNone")}</strong>
            <p>{t("settings.security.codeNoneText")}</p>
            {press}
          </div>
        </div>
      )}
      {make.error !== null && !isAsking && <ErrorNotice error={make.error} />}
      {has && press}
      <ConfirmDialog
        title={t("settings.security.codeAgain")}
        isOpen={isAsking}
        onOpenChange={ask}
        action={t("settings.security.codeAgainAct")}
        isPending={make.isPending}
        onConfirm={start}
      >
        <p>{t("settings.security.codeAgainText")}</p>
        {make.error !== null && <ErrorNotice error={make.error} />}
      </ConfirmDialog>
      {words && <CodeDialog words={words} onClose={() => setWords(undefined)} />}
    </>
  );
}
