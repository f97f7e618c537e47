import { useState } from "react";
import { useAct } from "@/act";
import { setMyName, useMyName, WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { complaints, type ImprovementView } from "@/ipc";
import { Button, Dialog, ErrorNotice, fieldProblem, TextArea } from "@/kit";
import styles from "./improvements.module.css";

interface Props {
  measure: ImprovementView;
  onClose: () => void;
}

/** Done is what can be shown: by whom, and how one sees it. */
export function FinishDialog({ measure, onClose }: Props) {
  const t = useT();
  const me = useMyName();
  const [by, setBy] = useState(me || measure.owner);
  const [proof, setProof] = useState("");
  const { act, isPending, error } = useAct(
    (op) => complaints.finish(op, measure.id, by, proof),
    () => t("complaints.improvements.finished"),
  );
  const byProblem = fieldProblem(t, error, "by");
  const proofProblem = fieldProblem(t, error, "proof");
  const save = () =>
    void act(undefined).then((written) => {
      if (!written) return;
      setMyName(by);
      onClose();
    });
  return (
    <Dialog
      title={t("complaints.improvements.finishTitle")}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button tone="primary" isPending={isPending} onPress={save}>
            {t("complaints.improvements.finish")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.what}>{measure.measure}</p>
        <TextArea
          autoFocus
          label={t("complaints.improvements.proof")}
          description={t("complaints.improvements.proofHint")}
          value={proof}
          onChange={setProof}
          error={proofProblem}
        />
        <WhoField label={t("complaints.improvements.by")} value={by} onChange={setBy} error={byProblem} />
        {error !== undefined && !byProblem && !proofProblem && <ErrorNotice error={error} />}
      </div>
    </Dialog>
  );
}
