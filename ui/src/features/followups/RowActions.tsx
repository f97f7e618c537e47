import { useNavigate } from "@tanstack/react-router";
import { CalendarX2, Check, Clock, PenLine, PhoneMissed, User, UserPlus } from "lucide-react";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Button, KeyHint, Tooltip } from "@/kit";
import type { Panel } from "./ActiveRowBody";
import styles from "./followups.module.css";
import type { TodayWrites } from "./useTodayWrites";

interface Props {
  row: FollowUpView;
  onPanel: (panel: Panel | null) => void;
  writes: TodayWrites;
}

/** The buttons of the row in hand; each shows the key that does the same. */
export function RowActions({ row, onPanel, writes }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <div className={styles.actions}>
      <Button size="small" tone="primary" icon={<PenLine />} onPress={() => onPanel("log")}>
        {t("followups.log")} <KeyHint keys="l" />
      </Button>
      <Button size="small" icon={<Check />} onPress={() => onPanel("done")}>
        {t("followups.complete")} <KeyHint keys="e" />
      </Button>
      <Tooltip text={t("followups.noAnswerHint")}>
        <Button size="small" icon={<PhoneMissed />} onPress={() => void writes.noAnswer(row)}>
          {t("followups.noAnswer")} <KeyHint keys="n" />
        </Button>
      </Tooltip>
      <Button size="small" icon={<Clock />} onPress={() => onPanel("snooze")}>
        {t("followups.snooze")} <KeyHint keys="s" />
      </Button>
      <Button size="small" icon={<UserPlus />} onPress={() => onPanel("assign")}>
        {t("followups.assign")} <KeyHint keys="a" />
      </Button>
      <Button size="small" icon={<CalendarX2 />} onPress={() => onPanel("skip")}>
        {t("followups.takeOff")} <KeyHint keys="x" />
      </Button>
      <Button
        size="small"
        tone="quiet"
        icon={<User />}
        onPress={() => void navigate({ to: "/customers/$customerId", params: { customerId: row.customer } })}
      >
        {t("followups.open")} <KeyHint keys="enter" />
      </Button>
    </div>
  );
}
