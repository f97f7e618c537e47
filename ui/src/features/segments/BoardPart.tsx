import { useQuery } from "@tanstack/react-query";
import { useLanguage, useT } from "@/i18n";
import type { Filter } from "@/ipc";
import { ErrorNotice, formatNumber, SkeletonLine } from "@/kit";
import { ListLink } from "@/terms";
import { countsOf } from "./queries";
import styles from "./segments.module.css";

const levels = ["high", "medium", "low"] as const;
const urgencies = ["low", "medium", "high"] as const;

const cells = levels.flatMap((importance) => urgencies.map((urgency) => ({ importance, urgency })));

const filterOf = ({ importance, urgency }: (typeof cells)[number]): Filter => ({
  kind: "all",
  of: [
    { kind: "where", field: "importance", test: { test: "oneOf", values: [importance] } },
    { kind: "where", field: "urgency", test: { test: "oneOf", values: [urgency] } },
  ],
});

const queries = cells.map((cell) => ({ filter: filterOf(cell) }));

/** Whom the shop marked as how important and how urgent; the upper right corner comes first. */
export function BoardPart() {
  const t = useT();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(countsOf(queries));
  return (
    <section className={styles.part} aria-labelledby="board-head">
      <h2 id="board-head" className={styles.head}>
        {t("segments.board.title")}
      </h2>
      <p className={styles.text}>{t("segments.board.text")}</p>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <table className={styles.board}>
        <thead>
          <tr>
            <td />
            {urgencies.map((urgency) => (
              <th key={urgency} scope="col">
                {t("segments.board.urgency", { level: t(`customers.level.${urgency}`) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {levels.map((importance) => (
            <tr key={importance}>
              <th scope="row">
                {t("segments.board.importance", { level: t(`customers.level.${importance}`) })}
              </th>
              {urgencies.map((urgency) => {
                const at = cells.findIndex((c) => c.importance === importance && c.urgency === urgency);
                const count = data?.[at];
                const weight = levels.length - levels.indexOf(importance) + urgencies.indexOf(urgency);
                return (
                  <td key={urgency} data-weight={weight}>
                    {count === undefined ? (
                      <SkeletonLine />
                    ) : (
                      <ListLink
                        filter={filterOf({ importance, urgency })}
                        label={t("segments.board.cell", {
                          importance: t(`customers.level.${importance}`),
                          urgency: t(`customers.level.${urgency}`),
                          count,
                        })}
                      >
                        <strong>{formatNumber(count, language)}</strong>
                        <small>{t(`segments.board.advice.${importance}.${urgency}`)}</small>
                      </ListLink>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
