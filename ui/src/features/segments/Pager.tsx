import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { formatNumber, IconButton } from "@/kit";
import { pageSize } from "./queries";
import styles from "./segments.module.css";

interface Props {
  start: number;
  total: number;
  onStart: (start: number) => void;
}

/** Which rows of how many are shown, and the way to the others. */
export function Pager({ start, total, onStart }: Props) {
  const t = useT();
  const language = useLanguage();
  if (total <= pageSize && start === 0) return null;
  const number = (value: number) => formatNumber(value, language);
  const end = Math.min(start + pageSize, total);
  return (
    <div className={styles.pager}>
      <IconButton
        label={t("segments.previous")}
        icon={<ChevronLeft />}
        isDisabled={start === 0}
        onPress={() => onStart(Math.max(0, start - pageSize))}
      />
      <span className="tabular" role="status">
        {t("segments.range", { first: number(start + 1), last: number(end), total: number(total) })}
      </span>
      <IconButton
        label={t("segments.next")}
        icon={<ChevronRight />}
        isDisabled={end >= total}
        onPress={() => onStart(start + pageSize)}
      />
    </div>
  );
}
