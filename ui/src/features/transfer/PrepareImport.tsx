import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, History, Info } from "lucide-react";
import { useEffect } from "react";
import { useLanguage, useT } from "@/i18n";
import { type ImportKind, type ImportOptions, provide, transfer } from "@/ipc";
import {
  Button,
  ErrorNotice,
  formatNumber,
  KeyHint,
  problemOf,
  problemWords,
  Skeleton,
  useShortcut,
} from "@/kit";
import { Findings } from "./Findings";
import { startImport } from "./importJob";
import { KindChoices } from "./KindChoices";
import { MapColumns } from "./MapColumns";
import { adopt, change, type Preparation, startAfresh } from "./preparation";
import { ReadControls } from "./ReadControls";
import { ReportFigures } from "./ReportFigures";
import styles from "./transfer.module.css";
import { useRehearsal } from "./useRehearsal";

interface Props {
  preparation: Preparation;
  onOtherFile: () => void;
  /** Why the last try came to nothing. */
  failure: unknown;
}

/** The file before anything is changed: what it holds, which column is what, what to do with known customers. */
export function PrepareImport({ preparation, onOtherFile, failure }: Props) {
  const t = useT();
  const language = useLanguage();
  const { file, kind: wanted, read, onDuplicate, createCustomers, channel } = preparation;
  const preview = useQuery({
    ...provide([], ["transfer", "preview", file.token, wanted ?? null, read], () =>
      transfer.preview(file.token, wanted ?? null, read),
    ),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const data = preview.error ? undefined : preview.data;
  const kind = wanted ?? data?.suggested;
  const options: ImportOptions = { read, onDuplicate, createCustomers, channel };
  const isShown = data !== undefined && kind !== undefined && !preview.isPlaceholderData;
  const rehearsal = useRehearsal(file, kind, options, isShown);
  const canGo = isShown;
  useEffect(() => {
    if (data && !preparation.isTouched && data.lastTime) adopt(data.lastTime);
  }, [data, preparation.isTouched]);

  const go = () => {
    if (canGo) void startImport(file, kind, options);
  };
  useShortcut({
    keys: "mod+enter",
    label: t("transfer.go"),
    group: t("transfer.title"),
    run: go,
    inFields: true,
  });

  // The fields of one kind mean nothing to the other.
  const choose = (next: ImportKind) => change({ kind: next, read: { ...read, map: {} } });

  return (
    <div className={styles.prepare}>
      <div className={styles.file}>
        <FileSpreadsheet aria-hidden="true" />
        <strong>{file.name}</strong>
        {data && <span className={styles.muted}>{sizeWords(data.size, language)}</span>}
        <Button size="small" tone="quiet" onPress={onOtherFile}>
          {t("transfer.other")}
        </Button>
      </div>
      {(!preview.error || isMendable(preview.error)) && (
        <ReadControls
          preview={preview.data}
          kind={kind}
          onKind={choose}
          options={read}
          onOptions={(part) => change({ read: { ...read, ...part } })}
        />
      )}
      {preview.error && (
        <ErrorNotice
          error={preview.error}
          actions={
            <Button size="small" onPress={onOtherFile}>
              {t("transfer.other")}
            </Button>
          }
          onRetry={() => void preview.refetch()}
        />
      )}
      {!data && !preview.error && <Skeleton lines={8} />}
      {preparation.isAsLastTime && (
        <p role="status" className={styles.calm}>
          <History aria-hidden="true" />
          {t("transfer.asLastTime")}
          <Button size="small" tone="quiet" onPress={startAfresh}>
            {t("transfer.startAfresh")}
          </Button>
        </p>
      )}
      {data && (
        <>
          <div>
            <h2 className={styles.head}>{t("transfer.columns")}</h2>
            <p className={styles.muted}>{t("transfer.columnsHint")}</p>
          </div>
          <MapColumns
            preview={data}
            choices={read.map ?? {}}
            outcomes={rehearsal.rows}
            onChange={(map) => change({ read: { ...read, map: { ...map } } })}
          />
          <KindChoices kind={kind} preparation={preparation} />
        </>
      )}
      {failure !== undefined && <Failure error={failure} />}
      {rehearsal.error && isShown && <ErrorNotice error={rehearsal.error} />}
      {data && rehearsal.isCurrent && rehearsal.whole && <Findings found={rehearsal.whole} />}
      {data && (
        <div className={styles.go}>
          <div className={styles.checked} aria-live="polite" data-old={!rehearsal.isCurrent || undefined}>
            {kind && !rehearsal.error && (
              <>
                <p className={styles.muted}>
                  {t(rehearsal.isCurrent ? "transfer.checked" : "transfer.checking")}
                </p>
                {rehearsal.whole && <ReportFigures report={rehearsal.whole.report} kind={kind} isSmall />}
              </>
            )}
          </div>
          <Button tone="primary" isDisabled={!canGo} onPress={go}>
            {t("transfer.go")} <KeyHint keys="mod+enter" />
          </Button>
        </div>
      )}
    </div>
  );
}

/** To have cancelled is no mishap, and is not told like one. */
function Failure({ error }: { error: unknown }) {
  const t = useT();
  if (problemOf(error).kind !== "cancelled") return <ErrorNotice error={error} />;
  return (
    <p role="status" className={styles.calm}>
      <Info aria-hidden="true" />
      {problemWords(t, error).text}
    </p>
  );
}

/** Whether another header row or encoding can make the file readable. */
function isMendable(error: unknown): boolean {
  const { kind, problem } = problemOf(error);
  return (
    kind === "file" &&
    (problem === "noHeader" || problem === "missingColumns" || problem === "encoding" || problem === "empty")
  );
}

function sizeWords(bytes: number, language: "zh-CN" | "en"): string {
  const kib = bytes / 1024;
  if (kib < 1024) return `${formatNumber(Math.max(1, Math.round(kib)), language)} KB`;
  return `${formatNumber(Math.round(kib / 102.4) / 10, language)} MB`;
}
