import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useT } from "@/i18n";
import { IconButton } from "../actions/IconButton";
import { useShortcut } from "../keys/Shortcuts";
import styles from "./overlays.module.css";

interface Props {
  title: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
  /** Takes the focus when it opens; leave out for a peek that follows the list's active row. */
  takesFocus?: boolean;
}

/** Stands beside the list without covering it. Give it room by laying it in a row with the list. */
export function SidePanel({ title, onClose, footer, children, takesFocus }: Props) {
  const t = useT();
  const id = useId();
  const ref = useRef<HTMLElement>(null);
  useShortcut({ keys: "escape", label: t("kit.close"), run: onClose });
  useEffect(() => {
    if (!takesFocus) return;
    const before = document.activeElement;
    ref.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [takesFocus]);
  return (
    <aside ref={ref} tabIndex={-1} aria-labelledby={id} className={styles.side}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        <IconButton label={t("kit.close")} icon={<X />} keys="escape" onPress={onClose} />
      </div>
      <div className={styles.body}>{children}</div>
      {footer && <div className={styles.foot}>{footer}</div>}
    </aside>
  );
}
