import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, Info } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import {
  type HeldFile,
  type ImportKind,
  type ImportOptions,
  type ImportReport,
  newOperation,
  provide,
  transfer,
} from "@/ipc";
import {
  Button,
  ErrorNotice,
  formatNumber,
  KeyHint,
  problemOf,
  problemWords,
  RadioGroup,
  Skeleton,
  Switch,
  useShortcut,
} from "@/kit";
import { startImport } from "./importJob";
import { MapColumns } from "./MapColumns";
import { change, type Preparation } from "./preparation";
import { ReadControls } from "./ReadControls";
import { ReportFigures } from "./ReportFigures";
import styles from "./transfer.module.css";

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
  const { file, kind: wanted, read, onDuplicate, createCustomers } = preparation;
  const preview = useQuery({
    ...provide([], ["transfer", "preview", file.token, wanted ?? null, read], () =>
      transfer.preview(file.token, wanted ?? null, read),
    ),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const data = preview.error ? undefined : preview.data;
  const kind = wanted ?? data?.suggested;
  const options: ImportOptions = { read, onDuplicate, createCustomers };
  const check = useCheck(file, kind, options);
  const canGo = data !== undefined && kind !== undefined && !preview.isPlaceholderData;

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
      {data && (
        <>
          <div>
            <h2 className={styles.head}>{t("transfer.columns")}</h2>
            <p className={styles.muted}>{t("transfer.columnsHint")}</p>
          </div>
          <MapColumns
            preview={data}
            choices={read.map ?? {}}
            onChange={(map) => change({ read: { ...read, map: { ...map } } })}
          />
          {kind === "customers" ? (
            <RadioGroup
              label={t("transfer.known")}
              choices={(["skip", "update", "create"] as const).map((value) => ({
                value,
                label: t(`transfer.onDuplicate.${value}`),
              }))}
              value={onDuplicate}
              onChange={(value) => change({ onDuplicate: value })}
            />
          ) : (
            <Switch isSelected={createCustomers} onChange={(value) => change({ createCustomers: value })}>
              {t("transfer.createCustomers")}
            </Switch>
          )}
        </>
      )}
      {failure !== undefined && <Failure error={failure} />}
      {check.error !== undefined && <ErrorNotice error={check.error} />}
      {data && (
        <div className={styles.go}>
          <div className={styles.checked} aria-live="polite">
            {check.report && kind && (
              <>
                <p className={styles.muted}>{t("transfer.checked")}</p>
                <ReportFigures report={check.report} kind={kind} isSmall />
              </>
            )}
          </div>
          <Button isPending={check.isRunning} isDisabled={!canGo} onPress={() => void check.run()}>
            {t("transfer.check")}
          </Button>
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

/** A dry run: the same counting, nothing changed. It speaks of the options it was run with and of no others. */
function useCheck(file: HeldFile, kind: ImportKind | undefined, options: ImportOptions) {
  const of = JSON.stringify([file.token, kind, options]);
  const [last, setLast] = useState<{ of: string; report?: ImportReport; error?: unknown }>();
  const [isRunning, setRunning] = useState(false);
  async function run() {
    if (!kind) return;
    setRunning(true);
    try {
      const report = await transfer.import(newOperation(), file.token, kind, { ...options, dryRun: true });
      setLast({ of, report });
    } catch (error) {
      setLast({ of, error });
    } finally {
      setRunning(false);
    }
  }
  const mine = last?.of === of ? last : undefined;
  return { run, isRunning, report: mine?.report, error: mine?.error };
}

function sizeWords(bytes: number, language: "zh-CN" | "en"): string {
  const kib = bytes / 1024;
  if (kib < 1024) return `${formatNumber(Math.max(1, Math.round(kib)), language)} KB`;
  return `${formatNumber(Math.round(kib / 102.4) / 10, language)} MB`;
}
