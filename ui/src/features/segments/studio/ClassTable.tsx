import type { ReactNode } from "react";
import { useLanguage, useT } from "@/i18n";
import type { MoveScheme } from "@/ipc";
import { Chip, formatNumber, Money } from "@/kit";
import { ListLink } from "@/terms";
import { className, fieldOf, toneOf } from "../names";
import styles from "../segments.module.css";

interface Props {
  scheme: MoveScheme;
  counts: readonly { class: string; customers: number; monetaryFen: number }[];
  total: number;
  /** Whether a count leads to the list of those counted. */
  leads: boolean;
  children?: ReactNode;
}

/** The classes of one scheme: how many, which part of all, and what they spent. */
export function ClassTable({ scheme, counts, total, leads, children }: Props) {
  const t = useT();
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  return (
    <div className={styles.card}>
      <h3 className={styles.subhead}>{t(`segments.schemes.${scheme}`)}</h3>
      <p className={styles.text}>{t(`segments.meaning.${scheme}`)}</p>
      <table className={styles.classes}>
        <thead>
          <tr>
            <th scope="col">{t("segments.studio.class")}</th>
            <th scope="col" className={styles.end}>
              {t("segments.studio.customers")}
            </th>
            <th scope="col" className={styles.end}>
              {t("segments.studio.share")}
            </th>
            <th scope="col" className={styles.end}>
              {t("segments.studio.spent")}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ class: name, customers, monetaryFen }) => {
            const share = total > 0 ? customers / total : 0;
            const word = className(t, scheme, name);
            const number = formatNumber(customers, language);
            return (
              <tr key={name}>
                <th scope="row">
                  <Chip tone={toneOf(name)}>{word}</Chip>
                </th>
                <td className={styles.end}>
                  {leads ? (
                    <ListLink
                      filter={{
                        kind: "where",
                        field: fieldOf[scheme],
                        test: { test: "oneOf", values: [name] },
                      }}
                      label={t("segments.studio.show", { class: word, count: customers })}
                    >
                      <span className="tabular">{number}</span>
                    </ListLink>
                  ) : (
                    <span className="tabular">{number}</span>
                  )}
                </td>
                <td className={styles.end}>
                  <span className="tabular">{percent.format(share)}</span>
                  <span className={styles.share} aria-hidden="true">
                    <span style={{ width: `${share * 100}%`, background: `var(--${toneOf(name)}-fg)` }} />
                  </span>
                </td>
                <td className={styles.end}>
                  <Money fen={monetaryFen} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {children && <p className={styles.text}>{children}</p>}
    </div>
  );
}
