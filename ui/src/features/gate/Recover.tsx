import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { gateStatus, PassphraseField, rememberPerson, useWait } from "@/gate";
import { useT } from "@/i18n";
import { type CommandProblem, gate, useWrite } from "@/ipc";
import { Button, ErrorNotice, problemOf, problemWords, TextArea, toast, useWorded } from "@/kit";
import styles from "./gate.module.css";

interface Props {
  hasCode: boolean;
  onBack: () => void;
}

/** Who forgot the passphrase: other people who can help, and the words on paper. */
export function Recover({ hasCode, onBack }: Props) {
  const t = useT();
  return (
    <>
      <h1>{t("gate.forgot")}</h1>
      <ul className={styles.ways}>
        <li>{t("gate.recover.staff")}</li>
        <li>{t(hasCode ? "gate.recover.otherOwner" : "gate.recover.none")}</li>
      </ul>
      {hasCode ? (
        <CodeForm onBack={onBack} />
      ) : (
        <div className={styles.actions}>
          <Button autoFocus onPress={onBack}>
            {t("gate.back")}
          </Button>
        </div>
      )}
    </>
  );
}

function CodeForm({ onBack }: { onBack: () => void }) {
  const t = useT();
  const worded = useWorded();
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [differs, setDiffers] = useState(false);
  const read = useMutation({ mutationFn: gate.readCode });
  const recover = useWrite((op) => gate.recover(op, code, next));
  const thrown: unknown = recover.error ?? read.error ?? undefined;
  const problem = thrown === undefined ? undefined : (problemOf(thrown) as CommandProblem);
  const left = useWait(thrown);

  async function open() {
    if (left > 0 || recover.isPending) return;
    if (next !== again) {
      setDiffers(true);
      return;
    }
    const { answer: view } = await recover.mutateAsync();
    if (!view) return;
    if (view.me) {
      rememberPerson(view.me.id);
      toast({ text: t("gate.recover.done", { name: view.me.name }), tone: "good" });
    }
    client.setQueryData(gateStatus().queryKey, view);
  }

  const besideCode = () => {
    if (left > 0) return t("gate.wait", { count: left });
    if (problem?.kind !== "recoveryCode") return undefined;
    const { text, next: then } = problemWords(t, worded(thrown));
    return `${text} ${then}`;
  };
  const besideNext =
    problem?.kind === "invalid" && problem.field === "passphrase"
      ? t(`settings.people.problem.passphrase.${problem.code === "tooLong" ? "tooLong" : "outOfRange"}`)
      : undefined;
  const isPlaced =
    problem?.kind === "recoveryCode" || problem?.kind === "tooSoon" || besideNext !== undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void open().catch(() => {});
      }}
    >
      <h2>{t("gate.recover.title")}</h2>
      <p className={styles.muted}>{t("gate.recover.text")}</p>
      <TextArea
        autoFocus
        label={t("gate.recover.code")}
        description={
          read.isSuccess ? (
            <span className={styles.good}>
              <CircleCheck aria-hidden="true" />
              {t("gate.recover.codeGood")}
            </span>
          ) : (
            t("gate.recover.codeHint")
          )
        }
        spellCheck="false"
        autoComplete="off"
        value={code}
        onChange={(text) => {
          setCode(text);
          read.reset();
          recover.reset();
        }}
        onBlur={() => code.trim() !== "" && read.mutate(code)}
        error={besideCode()}
      />
      <PassphraseField
        label={t("gate.recover.next")}
        description={t("settings.people.nextHint")}
        value={next}
        onChange={(text) => {
          setNext(text);
          setDiffers(false);
          if (besideNext) recover.reset();
        }}
        error={besideNext}
      />
      <PassphraseField
        label={t("gate.recover.again")}
        value={again}
        onChange={(text) => {
          setAgain(text);
          setDiffers(false);
        }}
        error={differs ? t("settings.people.differs") : undefined}
      />
      {thrown !== undefined && !isPlaced && <ErrorNotice error={thrown} />}
      <div className={styles.actions}>
        <Button tone="quiet" onPress={onBack}>
          {t("gate.back")}
        </Button>
        <Button type="submit" tone="primary" isPending={recover.isPending} isDisabled={left > 0}>
          {t("gate.recover.act")}
        </Button>
      </div>
    </form>
  );
}
