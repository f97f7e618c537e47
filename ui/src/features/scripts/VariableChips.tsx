import { Button as Chip } from "react-aria-components";
import { useT } from "@/i18n";
import type { Variable } from "@/ipc";
import { firstAsked, variables } from "./draft";
import styles from "./scripts.module.css";

/** What a text may leave open; a press puts it where the caret is. */
export function VariableChips({ onInsert }: { onInsert: (name: string) => void }) {
  const t = useT();
  const chips = (from: number, to?: number) =>
    variables.slice(from, to).map((variable: Variable) => {
      const name = t(`scripts.variable.${variable}`);
      return (
        <Chip
          key={variable}
          className={styles.chip}
          aria-label={t("scripts.insert", { name })}
          onPress={() => onInsert(name)}
        >
          {name}
        </Chip>
      );
    });
  return (
    <div className={styles.variables}>
      <div>
        <span className={styles.muted}>{t("scripts.known")}</span>
        {chips(0, firstAsked)}
      </div>
      <div>
        <span className={styles.muted}>{t("scripts.askedFor")}</span>
        {chips(firstAsked)}
      </div>
    </div>
  );
}
