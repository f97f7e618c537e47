import { useQuery } from "@tanstack/react-query";
import { useLanguage, useT } from "@/i18n";
import { useFirstScreen } from "@/ipc";
import { ErrorNotice, formatDay, Page, Skeleton, useShopTime } from "@/kit";
import { useStatus } from "@/shop";
import { Coming } from "./Coming";
import { EmptyToday } from "./EmptyToday";
import styles from "./followups.module.css";
import { NotShown } from "./NotShown";
import { Progress } from "./Progress";
import { askAgainMs, todayCounts } from "./queries";
import { TodayList } from "./TodayList";
import { useActiveRow } from "./useActiveRow";
import { useTodayRows } from "./useTodayRows";

/** Whom to contact today, best first: why, how, and with which words. */
export function TodayPage() {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const { pages, rows, hold, hide, show } = useTodayRows();
  const active = useActiveRow(rows);
  const { data: status } = useStatus();
  const { data: counts } = useQuery({ ...todayCounts(today), refetchInterval: askAgainMs });
  const perDay = status?.preferences.contactsPerDay ?? 0;
  useFirstScreen(!pages.isPending);
  return (
    <Page title={t("followups.title")} aside={formatDay(today, language, "long")}>
      <div className={styles.today}>
        {status?.notificationsWork === false && <NotShown />}
        {pages.error && <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.isPending && <Skeleton lines={10} />}
        {pages.data && rows.length === 0 && <EmptyToday done={counts?.done ?? 0} />}
        {rows.length > 0 && (
          <>
            {counts && <Progress counts={counts} perDay={perDay} />}
            <TodayList
              rows={rows}
              active={active}
              hold={hold}
              hide={hide}
              show={show}
              lineAfter={Math.max(0, perDay - (counts?.done ?? 0))}
              perDay={perDay}
              all={Math.max(rows.length, counts?.due ?? 0)}
              onMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
              isLoadingMore={pages.isFetchingNextPage}
            />
          </>
        )}
        {pages.data && status?.hasCustomers && <Coming startsOpen={rows.length === 0} />}
      </div>
    </Page>
  );
}
