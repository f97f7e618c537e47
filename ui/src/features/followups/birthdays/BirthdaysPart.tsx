import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { BirthdayDay } from "@/ipc";
import { Button, EmptyState, ErrorNotice, formatDay, formatRelativeDay, Skeleton, useShopTime } from "@/kit";
import { PrintDialog } from "../PrintDialog";
import { birthdayWall } from "../queries";
import styles from "./birthdays.module.css";
import { greetedWords, PersonCard } from "./PersonCard";

/** How far the wall looks ahead. */
const days = 30;

/** Whose birthday comes, day by day, and whether somebody thinks of it. */
export function BirthdaysPart() {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const [printing, setPrinting] = useState(false);
  const { data: wall, error, refetch } = useQuery(birthdayWall(today, days));
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!wall) return <Skeleton lines={8} />;
  if (wall.length === 0) {
    return (
      <EmptyState title={t("followups.birthdays.none", { count: days })}>
        {t("followups.birthdays.noneText")}
      </EmptyState>
    );
  }
  const people = wall.reduce((sum, day) => sum + day.total, 0);
  const unplanned = wall.flatMap((day) => day.people).filter((person) => person.greeted.kind === "no").length;
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <p>
          <strong>{t("followups.birthdays.count", { count: people, days })}</strong>
          {unplanned > 0 && <span>{t("followups.birthdays.unplanned", { count: unplanned })}</span>}
        </p>
        <Button icon={<Printer />} onPress={() => setPrinting(true)}>
          {t("followups.print")}
        </Button>
      </div>
      <div className={styles.days}>
        {wall.map((day) => (
          <section key={day.day} className={styles.day} data-today={day.day === today}>
            <h2>
              {formatRelativeDay(day.day, today, language)}
              <small>
                <time dateTime={day.day}>{formatDay(day.day, language, "long")}</time>
              </small>
            </h2>
            <ul className={styles.wall}>
              {day.people.map((person) => (
                <PersonCard key={person.customer} person={person} day={day.day} />
              ))}
            </ul>
            {day.total > day.people.length && (
              <p className={styles.rest}>
                {t("followups.birthdays.rest", { count: day.total - day.people.length })}
              </p>
            )}
          </section>
        ))}
      </div>
      {printing && (
        <PrintDialog title={t("followups.birthdays.title")} onClose={() => setPrinting(false)}>
          <Sheet wall={wall} />
        </PrintDialog>
      )}
    </div>
  );
}

/** The wall on paper, with a box to tick. */
function Sheet({ wall }: { wall: readonly BirthdayDay[] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <table className={styles.sheet}>
      <tbody>
        {wall.flatMap(({ day, people }) =>
          people.map((person, at) => (
            <tr key={person.customer}>
              <th scope="row">{at === 0 ? formatDay(day, language, "long") : ""}</th>
              <td>{person.customerName}</td>
              <td>{person.age === null ? "" : t("followups.birthdays.age", { count: person.age })}</td>
              <td>{person.lunar ? t("followups.birthdays.lunar") : ""}</td>
              <td>{person.segment ? t(`terms.segment.${person.segment}`) : ""}</td>
              <td>{greetedWords(t, person.greeted)}</td>
              <td>□</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
