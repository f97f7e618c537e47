import { Printer } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { print } from "@/ipc";
import { Button, Dialog, Printed, TextField, toast, toastProblem } from "@/kit";
import { useStatus } from "@/shop";
import { CodeSheet } from "./CodeSheet";
import { isSameWord, twoPlaces } from "./code";
import styles from "./security.module.css";

interface Props {
  words: readonly string[];
  onClose: () => void;
}

type Step = "words" | "check" | "leave";

/** The recovery code, the only time it is seen: on paper, and two of its words typed back from there. */
export function CodeDialog({ words, onClose }: Props) {
  const t = useT();
  const [step, go] = useState<Step>("words");
  const [places] = useState(twoPlaces);
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [isChecked, check] = useState(false);
  const isRight = (at: number) => isSameWord(typed[at] ?? "", words[(places[at] ?? 1) - 1] ?? "");

  function finish() {
    check(true);
    if (!places.every((_, at) => isRight(at))) return;
    toast({ text: t("settings.security.codeKept"), tone: "good" });
    onClose();
  }

  return (
    <Dialog
      title={t("settings.security.codeShown")}
      size="large"
      role="alertdialog"
      isOpen
      // Closing it is final, so a stray Escape asks first.
      onOpenChange={(open) => !open && go("leave")}
    >
      {step === "words" && <Words words={words} onNext={() => go("check")} />}
      {step === "check" && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            finish();
          }}
        >
          <p>{t("settings.security.codeCheck")}</p>
          <div className={styles.two}>
            {places.map((place, at) => (
              <TextField
                key={place}
                autoFocus={at === 0}
                autoComplete="off"
                spellCheck="false"
                label={t("settings.security.codePlace", { place })}
                value={typed[at] ?? ""}
                onChange={(text) => {
                  setTyped(typed.map((before, other) => (other === at ? text : before)));
                  check(false);
                }}
                error={isChecked && !isRight(at) ? t("settings.security.codeWrong", { place }) : undefined}
              />
            ))}
          </div>
          <div className={styles.actions}>
            <Button onPress={() => go("words")}>{t("settings.security.codeBack")}</Button>
            <Button type="submit" tone="primary">
              {t("settings.security.codeDone")}
            </Button>
          </div>
        </form>
      )}
      {step === "leave" && (
        <div className={styles.form}>
          <p role="alert">{t("settings.security.codeLeave")}</p>
          <div className={styles.actions}>
            <Button tone="danger" onPress={onClose}>
              {t("settings.security.codeLeaveAct")}
            </Button>
            <Button autoFocus tone="primary" onPress={() => go("words")}>
              {t("settings.security.codeStay")}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Words({ words, onNext }: { words: readonly string[]; onNext: () => void }) {
  const t = useT();
  const status = useStatus();
  return (
    <div className={styles.form}>
      <p className={styles.text}>{t("settings.security.codeShownText")}</p>
      <Printed>
        <CodeSheet words={words} shop={status.data?.shop?.name ?? ""} />
      </Printed>
      <div className={styles.actions}>
        <Button
          autoFocus
          icon={<Printer aria-hidden="true" />}
          onPress={() => void print().catch((error: unknown) => toastProblem(t, error))}
        >
          {t("settings.security.codePrint")}
        </Button>
        <Button tone="primary" onPress={onNext}>
          {t("settings.security.codeNext")}
        </Button>
      </div>
    </div>
  );
}
