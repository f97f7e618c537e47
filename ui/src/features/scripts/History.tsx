import { useQuery } from "@tanstack/react-query";
import { useAct, useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { type ScriptFigures, type ScriptVersionView, type ScriptView, scripts } from "@/ipc";
import { Button, ErrorNotice, Instant, Money } from "@/kit";
import { versionsOf } from "./queries";
import styles from "./scripts.module.css";
import { useShown } from "./useShown";

/** What came of the words, and every version of them. */
export function History({ script }: { script: ScriptView }) {
  const t = useT();
  const { data, error, refetch } = useQuery(versionsOf(script.id));
  return (
    <section className={styles.box} aria-label={t("scripts.history.title")}>
      <h2 className={styles.boxHead}>{t("scripts.history.title")}</h2>
      <UsedLine figures={script.figures} />
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <ol className={styles.versions}>
        {data?.map((version) => (
          <Version
            key={version.version}
            script={script}
            version={version}
            isLast={version.version === script.version}
            isOnly={data.length === 1}
          />
        ))}
      </ol>
    </section>
  );
}

/** How often words were used, and what came of it. */
function UsedLine({ figures }: { figures: ScriptFigures }) {
  const t = useT();
  if (figures.uses === 0) return <p className={styles.muted}>{t("scripts.history.unused")}</p>;
  const percent = Math.round((figures.bought * 100) / figures.uses);
  return (
    <p>
      {t("scripts.history.used", { count: figures.uses, customers: figures.customers })}{" "}
      {t("scripts.history.bought", { count: figures.bought, percent })} <Money fen={figures.fen} />
    </p>
  );
}

interface Props {
  script: ScriptView;
  version: ScriptVersionView;
  isLast: boolean;
  isOnly: boolean;
}

function Version({ script, version, isLast, isOnly }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const shown = useShown();
  const { run, isPending } = useAct(
    (op) => scripts.restore(op, script.id, version.version),
    () => t("scripts.history.restored", { version: version.version }),
  );
  return (
    <li>
      <div className={styles.versionHead}>
        <strong>{t("scripts.history.version", { version: version.version })}</strong>
        <span className={styles.muted}>
          <Instant ms={version.savedAt} style="dayTime" />
          {version.savedBy === "system" && ` · ${t("scripts.history.byProgram")}`}
        </span>
        {isLast ? (
          !isOnly && <span className={styles.muted}>{t("scripts.history.present")}</span>
        ) : (
          <Button
            size="small"
            tone="quiet"
            isPending={isPending}
            onPress={() => void run(undefined).catch(tell)}
          >
            {t("scripts.history.restore")}
          </Button>
        )}
      </div>
      {!isOnly && (
        <>
          <p className={styles.old}>{shown(version.text)}</p>
          <UsedLine figures={version.figures} />
        </>
      )}
    </li>
  );
}
