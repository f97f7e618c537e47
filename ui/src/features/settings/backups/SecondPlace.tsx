import { useMutation } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { type SecondPlace as Saved, vault } from "@/ipc";
import { ErrorNotice, fieldProblem, Instant, isComposing, TextField } from "@/kit";
import { SaveBar } from "../SaveBar";
import { Section } from "../Section";
import styles from "../settings.module.css";
import { useEdit } from "../useEdit";

/** A USB stick or a folder of the network, to which each backup is copied as well. */
export function SecondPlace({ saved }: { saved: Saved | null }) {
  const t = useT();
  const edit = useEdit({ folder: saved?.folder ?? "" });
  const { folder } = edit.value;
  const save = useMutation({ mutationFn: vault.setSecond, onSuccess: edit.drop });
  const problem = fieldProblem(t, save.error, "folder");
  const drop = () => {
    edit.drop();
    save.reset();
  };
  return (
    <Section title={t("settings.backups.second")} text={t("settings.backups.secondText")}>
      <div className={styles.narrow}>
        <TextField
          label={t("settings.backups.secondFolder")}
          placeholder={t("settings.backups.secondExample")}
          value={folder}
          onChange={(next) => edit.change({ folder: next })}
          error={problem}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === "Enter" && edit.isDirty) save.mutate(folder);
            if (event.key === "Escape") drop();
          }}
        />
      </div>
      {saved && !edit.isDirty && (
        <p className={styles.text}>
          {saved.present ? t("settings.backups.present") : t("settings.backups.absent")}{" "}
          {saved.latest !== null && (
            <>
              {t("settings.backups.latestThere")} <Instant ms={saved.latest} style="dayTime" />
            </>
          )}
        </p>
      )}
      <SaveBar
        isDirty={edit.isDirty}
        isPending={save.isPending}
        onSave={() => save.mutate(folder)}
        onDrop={drop}
      />
      {save.error !== null && !problem && <ErrorNotice error={save.error} />}
    </Section>
  );
}
