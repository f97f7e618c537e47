import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import {
  Button,
  DateField,
  ErrorNotice,
  fieldProblem,
  formatDay,
  SegmentedControl,
  Skeleton,
  useShopTime,
} from "@/kit";
import { addDays, addMonths, firstOfMonth, mondayOf } from "../calendar/days";
import { PrintDialog } from "../PrintDialog";
import { careOf } from "../queries";
import { CareReportView } from "./CareReportView";
import styles from "./care.module.css";

/** Proof of care: how many were due, what became of them, and what came of that. */
export function CarePart() {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const { today } = useShopTime();
  const [printing, setPrinting] = useState(false);
  const usual = {
    week: { from: mondayOf(today), to: today },
    lastWeek: { from: addDays(mondayOf(today), -7), to: addDays(mondayOf(today), -1) },
    month: { from: firstOfMonth(today), to: today },
    lastMonth: { from: addMonths(today, -1), to: addDays(firstOfMonth(today), -1) },
  };
  type Usual = keyof typeof usual;
  const names = Object.keys(usual) as Usual[];
  const { from = usual.week.from, to = usual.week.to } = useSearch({ from: "/" });
  const [own, setOwn] = useState(false);
  const fitting = names.find((name) => usual[name].from === from && usual[name].to === to);
  const period: Usual | "own" = own ? "own" : (fitting ?? "own");
  const { data, error, refetch } = useQuery(careOf(from, to));
  const rangeProblem = fieldProblem(t, error, "to");

  const go = (days: { from: string; to: string }) =>
    void navigate({ to: "/", search: { part: "care", ...days }, replace: true });

  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <SegmentedControl
          label={t("followups.care.period")}
          hideLabel
          choices={[...names, "own" as const].map((name) => ({
            value: name,
            label: t(`followups.care.periods.${name}`),
          }))}
          value={period}
          onChange={(name) => {
            setOwn(name === "own");
            if (name !== "own") go(usual[name]);
          }}
        />
        {period === "own" && (
          <>
            <DateField
              label={t("followups.care.from")}
              value={from}
              max={today}
              onChange={(day) => day && go({ from: day, to })}
            />
            <DateField
              label={t("followups.care.to")}
              value={to}
              onChange={(day) => day && go({ from, to: day })}
              error={rangeProblem && t("followups.care.range")}
            />
          </>
        )}
        <span className={styles.spring} />
        <Button icon={<Printer />} isDisabled={!data} onPress={() => setPrinting(true)}>
          {t("followups.print")}
        </Button>
      </div>
      {error && !rangeProblem && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <CareReportView report={data} />}
      {printing && data && (
        <PrintDialog
          title={t("followups.care.sheetTitle", {
            from: formatDay(from, language),
            to: formatDay(to, language),
          })}
          onClose={() => setPrinting(false)}
        >
          <CareReportView report={data} />
        </PrintDialog>
      )}
    </div>
  );
}
