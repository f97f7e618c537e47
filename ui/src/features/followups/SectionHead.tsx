import { ChevronDown, ChevronRight } from "lucide-react";
import { useT } from "@/i18n";
import type { Section } from "@/ipc";
import styles from "./followups.module.css";

interface Props {
  section: Section;
  /** Left out where it is not known. */
  count: { value: number; orMore: boolean } | undefined;
  isOpen: boolean;
  onToggle: () => void;
}

/** The name of a part of Today, and how many are in it; a press folds it. */
export function SectionHead({ section, count, isOpen, onToggle }: Props) {
  const t = useT();
  return (
    <h2 className={styles.sectionHead}>
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        {t(`followups.section.${section}`)}
      </button>
      {count && (
        <small>
          {t(count.orMore ? "followups.sectionCountMore" : "followups.sectionCount", { count: count.value })}
        </small>
      )}
    </h2>
  );
}
