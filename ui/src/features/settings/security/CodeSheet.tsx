import { useLanguage, useT } from "@/i18n";
import { formatDay, useShopTime } from "@/kit";
import styles from "./security.module.css";

/** What is put away: the words in order, what they are for, and from when they are. */
export function CodeSheet({ words, shop }: { words: readonly string[]; shop: string }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  return (
    <article className={styles.sheet}>
      <h3>{t("settings.security.sheetTitle", { shop })}</h3>
      <ol aria-label={t("settings.security.codeWords")}>
        {words.map((word, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may come twice, and none ever moves.
          <li key={at}>
            <span>{at + 1}</span> <strong>{word}</strong>
          </li>
        ))}
      </ol>
      <p>{t("settings.security.sheetText")}</p>
      <p>{t("settings.security.sheetDate", { date: formatDay(today, language, "day") })}</p>
    </article>
  );
}
