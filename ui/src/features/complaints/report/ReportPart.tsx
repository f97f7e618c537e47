import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import {
  DatePicker,
  EmptyState,
  ErrorNotice,
  fieldProblem,
  SegmentedControl,
  Skeleton,
  useShopTime,
} from "@/kit";
import { type Period, periodOf, type Usual, usualOf, usualPeriods } from "./period";
import { reportOf } from "./queries";
import { ReportView } from "./ReportView";
import styles from "./report.module.css";

/** How complaints went in a period: how fast, what from, at what cost, and who came back. */
export function ReportPart() {
  const t = useT();
  const { today } = useShopTime();
  const search = useSearch({ from: "/complaints" });
  const navigate = useNavigate();
  const [own, setOwn] = useState(false);
  const usual = periodOf("quarter", today);
  const { from = usual.from, to = usual.to } = search;
  const choose = (period: Period) =>
    void navigate({ to: "/complaints", search: { ...search, ...period }, replace: true });
  const shown: Usual | "own" = own ? "own" : (usualOf({ from, to }, today) ?? "own");
  const { data, error, refetch } = useQuery(reportOf(from, to));
  const rangeProblem = fieldProblem(t, error, "to");
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <SegmentedControl
          label={t("complaints.report.period")}
          hideLabel
          choices={[...usualPeriods, "own" as const].map((name) => ({
            value: name,
            label: t(`complaints.report.periods.${name}`),
          }))}
          value={shown}
          onChange={(name) => {
            setOwn(name === "own");
            choose(name === "own" ? { from, to } : periodOf(name, today));
          }}
        />
        {shown === "own" && (
          <div className={styles.days}>
            <DatePicker
              label={t("complaints.report.from")}
              value={from}
              max={today}
              onChange={(day) => day && choose({ from: day, to })}
            />
            <DatePicker
              label={t("complaints.report.to")}
              value={to}
              onChange={(day) => day && choose({ from, to: day })}
              error={rangeProblem && t("complaints.report.range")}
            />
          </div>
        )}
      </div>
      {error && !rangeProblem && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && data.complaints === 0 && data.costFen === 0 && (
        <EmptyState icon={<ChartNoAxesColumn aria-hidden="true" />} title={t("complaints.report.nothing")}>
          {t("complaints.report.nothingWhy")}
        </EmptyState>
      )}
      {data && (data.complaints > 0 || data.costFen > 0) && <ReportView report={data} />}
    </div>
  );
}
