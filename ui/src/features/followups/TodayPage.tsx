import { useNavigate, useSearch } from "@tanstack/react-router";
import { useLanguage, useT } from "@/i18n";
import { formatDay, later, Page, Tabs, useShopTime } from "@/kit";
import { useStatus } from "@/shop";
import styles from "./followups.module.css";
import { TodayPart } from "./TodayPart";
import { WhoseChoice } from "./WhoseChoice";

const WeekPart = later(() => import("./calendar/CalendarPart").then((found) => found.WeekPart));
const MonthPart = later(() => import("./calendar/CalendarPart").then((found) => found.MonthPart));
const BirthdaysPart = later(() => import("./birthdays/BirthdaysPart").then((found) => found.BirthdaysPart));
const CarePart = later(() => import("./care/CarePart").then((found) => found.CarePart));

/** Whom to contact today, in the days to come, on which birthdays, and what came of it so far. */
export function TodayPage() {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const { today } = useShopTime();
  const { part = "today" } = useSearch({ from: "/" });
  const { data: status } = useStatus();
  const isWhose = part === "today" || part === "week" || part === "month";
  // Without a customer there is nothing to look ahead to.
  if (status && !status.hasCustomers) {
    return (
      <Page title={t("followups.title")} aside={formatDay(today, language, "long")}>
        <TodayPart />
      </Page>
    );
  }
  return (
    <Page
      title={t("followups.title")}
      aside={formatDay(today, language, "long")}
      actions={isWhose && <WhoseChoice />}
    >
      <div className={styles.room}>
        <Tabs
          label={t("followups.parts")}
          selected={part}
          onSelect={(next) =>
            void navigate({ to: "/", search: next === "today" ? {} : { part: next }, replace: true })
          }
          tabs={[
            { id: "today", label: t("followups.part.today"), content: <TodayPart /> },
            { id: "week", label: t("followups.part.week"), content: <WeekPart /> },
            { id: "month", label: t("followups.part.month"), content: <MonthPart /> },
            { id: "birthdays", label: t("followups.part.birthdays"), content: <BirthdaysPart /> },
            { id: "care", label: t("followups.part.care"), content: <CarePart /> },
          ]}
        />
      </div>
    </Page>
  );
}
