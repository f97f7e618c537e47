import { CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useT } from "@/i18n";
import { Button } from "../actions/Button";
import { IconButton } from "../actions/IconButton";
import styles from "./feedback.module.css";
import { currentToasts, dismissToast, lifetime, type Toast, watchToasts } from "./toasts";

const icons = { good: CircleCheck, bad: TriangleAlert, plain: Info };

/** Once, in the shell. The region is there before its first toast, so that screen readers announce that one too. */
export function ToastRegion() {
  const t = useT();
  const toasts = useSyncExternalStore(watchToasts, currentToasts);
  const [held, hold] = useState(false);
  return (
    <section
      aria-label={t("kit.notifications")}
      aria-live="polite"
      // React Aria hides everything outside an open modal from screen readers; what was done there is said here.
      data-react-aria-top-layer="true"
      className={styles.toasts}
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      {toasts.map((each) => (
        <ToastCard key={each.id} toast={each} held={held} />
      ))}
    </section>
  );
}

function ToastCard({ toast, held }: { toast: Toast; held: boolean }) {
  const t = useT();
  const Icon = icons[toast.tone ?? "plain"];
  const dismiss = () => dismissToast(toast.id);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), lifetime(toast));
    return () => clearTimeout(timer);
  }, [toast, held]);
  return (
    <div className={styles.toast} data-tone={toast.tone ?? "plain"}>
      <Icon aria-hidden="true" />
      <span className={styles.toastText}>{toast.text}</span>
      {toast.action && (
        <Button
          size="small"
          onPress={() => {
            dismiss();
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton size="small" label={t("kit.dismiss")} icon={<X />} onPress={dismiss} placement="top" />
    </div>
  );
}
