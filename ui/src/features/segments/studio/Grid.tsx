import { useLanguage, useT } from "@/i18n";
import { formatMoney, formatNumber } from "@/kit";
import styles from "../segments.module.css";

interface Props {
  counts: readonly (readonly number[])[];
  fen: readonly (readonly number[])[];
}

const fifths = [1, 2, 3, 4, 5] as const;

/** How many stand in each fifth of recency and frequency; the deeper the colour, the more. */
export function Grid({ counts, fen }: Props) {
  const t = useT();
  const language = useLanguage();
  const most = Math.max(1, ...counts.flat());
  return (
    <div className={styles.card}>
      <h3 className={styles.subhead}>{t("segments.grid.title")}</h3>
      <p className={styles.text}>{t("segments.grid.text")}</p>
      <table className={styles.grid}>
        <thead>
          <tr>
            <td />
            {fifths.map((fifth) => (
              <th key={fifth} scope="col">
                R{fifth}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, at) => (
            <tr key={fifths[4 - at]}>
              <th scope="row">F{fifths[4 - at]}</th>
              {row.map((customers, column) => {
                // Above 55 % the text on it would be hard to read.
                const depth = Math.round(Math.sqrt(customers / most) * 50);
                return (
                  <td
                    key={fifths[column]}
                    className="tabular"
                    style={{ background: `color-mix(in srgb, var(--accent) ${depth}%, var(--raised))` }}
                    title={formatMoney(fen[at]?.[column] ?? 0)}
                  >
                    {formatNumber(customers, language)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
