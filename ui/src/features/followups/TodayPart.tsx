import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DueComplaints } from "@/complaint";
import { useT } from "@/i18n";
import { useFirstScreen } from "@/ipc";
import { Button, ErrorNotice, Skeleton, useShopTime } from "@/kit";
import { useStatus } from "@/shop";
import { DoneToday } from "./DoneToday";
import { EmptyToday } from "./EmptyToday";
import styles from "./followups.module.css";
import { NotShown } from "./NotShown";
import { Progress } from "./Progress";
import { askAgainMs, type OpenSection, todayCounts } from "./queries";
import { TodayList } from "./TodayList";
import { useActiveRow } from "./useActiveRow";
import { useTodayRows } from "./useTodayRows";
import { setWhose, useWhose } from "./whose";

/** Whom to contact today, best first: why, how, and with which words. */
export function TodayPart() {
  const t = useT();
  const { today } = useShopTime();
  const of = useWhose();
  const { data: counts } = useQuery({ ...todayCounts(today), refetchInterval: askAgainMs });
  const { parts: found, isPending, error, retry, hold, hide, show } = useTodayRows(of, counts);
  const [folded, fold] = useFolded();
  const parts = found.map((part) =>
    folded.has(part.section) ? { ...part, rows: [], onMore: undefined } : part,
  );
  const rows = parts.flatMap((part) => part.rows);
  const active = useActiveRow(rows);
  const { data: status } = useStatus();
  const perDay = status?.preferences.contactsPerDay ?? 0;
  const done = counts?.done ?? 0;
  const others = of !== null && (counts?.due ?? 0) > 0;
  useFirstScreen(!isPending);
  return (
    <div className={styles.today}>
      {status?.notificationsWork === false && <NotShown />}
      <DueComplaints of={of} />
      {error && <ErrorNotice error={error} onRetry={retry} />}
      {isPending && !error && <Skeleton lines={10} />}
      {!isPending && parts.length === 0 && !others && <EmptyToday done={done} />}
      {!isPending && parts.length === 0 && others && (
        <p className={styles.nothing}>
          {t("followups.noneOf", { name: of })}{" "}
          <Button size="small" onPress={() => setWhose(null)}>
            {t("followups.showEveryone")}
          </Button>
        </p>
      )}
      {parts.length > 0 && (
        <>
          {counts && <Progress counts={counts} perDay={perDay} />}
          <TodayList
            parts={parts}
            rows={rows}
            folded={folded}
            onFold={fold}
            active={active}
            hold={hold}
            hide={hide}
            show={show}
            lineAfter={Math.max(0, perDay - done)}
            perDay={perDay}
            all={parts.reduce((sum, part) => sum + part.count.value, 0)}
          />
        </>
      )}
      {done > 0 && <DoneToday of={of} count={done} />}
    </div>
  );
}

/** Kept until the program closes: a pile that was folded away stays so. */
let left: ReadonlySet<OpenSection> = new Set();

function useFolded() {
  const [folded, setFolded] = useState(left);
  function fold(section: OpenSection) {
    const next = new Set(left);
    if (!next.delete(section)) next.add(section);
    left = next;
    setFolded(next);
  }
  return [folded, fold] as const;
}
