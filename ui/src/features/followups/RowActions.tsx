import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CalendarDays, Check, Clock, PenLine, User, X } from "lucide-react";
import { usualMoments } from "@/contact";
import { useLanguage, useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Button, formatInstant, KeyHint, Menu, Tooltip, useShopTime } from "@/kit";
import type { Panel } from "./ActiveRowBody";
import type { TodayWrites } from "./useTodayWrites";

interface Props {
  row: FollowUpView;
  isSnoozing: boolean;
  onPanel: (panel: Panel | null) => void;
  writes: TodayWrites;
}

/** The buttons of the row in hand; each shows the key that does the same. */
export function RowActions({ row, isSnoozing, onPanel, writes }: Props) {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const { zone } = useShopTime();
  const { data: moments = [] } = useQuery(usualMoments());
  const snoozes = moments.map(({ choice, at }) => ({
    id: choice,
    label: `${t(`terms.snooze.${choice}`)} · ${formatInstant(at, zone, language, "dayTime")}`,
    icon: <Clock />,
    onAction: () => void writes.snooze(row, at),
  }));
  const onDay = {
    id: "day",
    label: t("followups.snoozeDay"),
    icon: <CalendarDays />,
    // The menu closes after this, which would close the panel with it.
    onAction: () => setTimeout(() => onPanel("day")),
  };
  return (
    <>
      <Button size="small" tone="primary" icon={<PenLine />} onPress={() => onPanel("log")}>
        {t("followups.log")} <KeyHint keys="l" />
      </Button>
      <Tooltip text={t("followups.completeHint")}>
        <Button size="small" icon={<Check />} onPress={() => void writes.complete(row)}>
          {t("followups.complete")} <KeyHint keys="e" />
        </Button>
      </Tooltip>
      <Menu
        label={t("followups.snoozeDayLabel")}
        placement="bottom start"
        isOpen={isSnoozing}
        onOpenChange={(open) => onPanel(open ? "snooze" : null)}
        trigger={
          <Button size="small" icon={<Clock />}>
            {t("followups.snooze")} <KeyHint keys="s" />
          </Button>
        }
        items={[...snoozes, "-", onDay]}
      />
      <Button size="small" icon={<X />} onPress={() => onPanel("off")}>
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
    </>
  );
}
