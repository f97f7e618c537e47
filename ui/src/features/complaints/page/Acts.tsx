import { CircleCheckBig, Ellipsis } from "lucide-react";
import { useEffect, useRef } from "react";
import { useT } from "@/i18n";
import type { ComplaintView } from "@/ipc";
import { Button, KeyHint, Menu, useShortcut } from "@/kit";
import { nextActs, otherActs, type PersonAct } from "../workflow";
import styles from "./page.module.css";

interface Props {
  view: ComplaintView;
  /** Whether it takes the place of a form that had the focus. */
  isBack: boolean;
  onAct: (act: PersonAct) => void;
}

/** What comes next, in words, and whatever else may be done. */
export function Acts({ view, isBack, onAct }: Props) {
  const t = useT();
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The first button is another one as soon as the step is known.
    if (isBack) section.current?.focus();
  }, [isBack]);
  const { state } = view.card;
  const next = nextActs(state, view.possible);
  const rest = otherActs(state, view.possible);
  const first = next[0];
  useShortcut(
    first !== undefined && {
      keys: ".",
      label: t("complaints.goOn"),
      group: t("complaints.one"),
      run: () => onAct(first),
    },
  );
  return (
    <section ref={section} tabIndex={-1} className={styles.next} aria-label={t("complaints.nextStep")}>
      <p>
        {first === undefined && <CircleCheckBig aria-hidden="true" />}
        {t(`complaints.hint.${state}`)}
      </p>
      {view.delayNotice && <p className={styles.notice}>{t("complaints.delayNotice")}</p>}
      <div className={styles.buttons}>
        {next.map((act, at) => (
          <Button key={act} {...(at === 0 ? { tone: "primary" as const } : {})} onPress={() => onAct(act)}>
            {t(`complaints.do.${act}`)} {at === 0 && <KeyHint keys="." />}
          </Button>
        ))}
        {rest.length > 0 && (
          <Menu
            label={t("complaints.more")}
            trigger={<Button icon={<Ellipsis aria-hidden="true" />}>{t("complaints.more")}</Button>}
            placement="bottom start"
            items={rest.map((act) => ({
              id: act,
              label: t(`complaints.do.${act}`),
              onAction: () => onAct(act),
            }))}
          />
        )}
      </div>
    </section>
  );
}
