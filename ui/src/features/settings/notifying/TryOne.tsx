import { useMutation } from "@tanstack/react-query";
import { BellOff, BellRing, Moon } from "lucide-react";
import { useT } from "@/i18n";
import { isDesktop, type NotifyingView, tryNotification } from "@/ipc";
import { Button, ErrorNotice } from "@/kit";
import styles from "../settings.module.css";

/** Whether this PC shows notifications, and a way to find out. */
export function TryOne({ view }: { view: NotifyingView }) {
  const t = useT();
  const attempt = useMutation({ mutationFn: () => tryNotification(view.shop.sound) });
  const works = attempt.data?.shown ?? view.work;
  const Icon = works ? BellRing : BellOff;
  return (
    <div>
      {isDesktop && (
        <Button size="small" isPending={attempt.isPending} onPress={() => attempt.mutate()}>
          {t("settings.notifying.try")}
        </Button>
      )}
      <p className={styles.hint} role="status">
        <Icon aria-hidden="true" />
        {!isDesktop
          ? t("settings.notificationsUnknown")
          : attempt.data
            ? triedWords()
            : works === null
              ? t("settings.notifying.untried")
              : t(works ? "settings.notificationsYes" : "settings.notificationsNo")}
      </p>
      {attempt.data?.detail && <p className={styles.text}>{attempt.data.detail}</p>}
      {view.shop.on && !view.mayTell && (
        <p className={styles.hint}>
          <Moon aria-hidden="true" />
          {t("settings.notifying.quietNow")}
        </p>
      )}
      {attempt.error !== null && <ErrorNotice error={attempt.error} />}
    </div>
  );

  function triedWords() {
    if (!attempt.data?.shown) return t("settings.notificationsNo");
    return t(attempt.data.buttons ? "settings.notifying.tookButtons" : "settings.notifying.took");
  }
}
