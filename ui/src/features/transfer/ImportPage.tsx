import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { ErrorNotice, Page } from "@/kit";
import { ExportMenu } from "./ExportMenu";
import { ImportDone } from "./ImportDone";
import { ImportRunning } from "./ImportRunning";
import { forgetImport, useImportJob } from "./importJob";
import { PickFile } from "./PickFile";
import { PrepareImport } from "./PrepareImport";
import { forgetFile, prepare, usePreparation } from "./preparation";
import styles from "./transfer.module.css";

/** From a file to customers: choose it, look at it, bring it in, and take it back if need be. */
export function ImportPage() {
  const t = useT();
  const may = useMay("bringIn");
  const job = useImportJob();
  const preparation = usePreparation();
  const startOver = () => {
    forgetImport();
    forgetFile();
  };
  if (!may) {
    return (
      <Page title={t("transfer.title")} layout="reading">
        <ErrorNotice error={{ kind: "notAllowed", right: "bringIn" }} />
      </Page>
    );
  }
  const isQuiet = job === undefined || job.phase === "failed";
  return (
    <Page title={t("transfer.title")} actions={<ExportMenu />}>
      <div className={styles.page}>
        {job?.phase === "running" && <ImportRunning {...job} />}
        {job?.phase === "finished" && <ImportDone {...job} onNext={startOver} />}
        {isQuiet && !preparation && <PickFile onFile={prepare} />}
        {isQuiet && preparation && (
          <PrepareImport
            preparation={preparation}
            failure={job?.phase === "failed" ? job.error : undefined}
            onOtherFile={startOver}
          />
        )}
      </div>
    </Page>
  );
}
