import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { RefreshCw, UserCheck, UsersRound } from "lucide-react";
import { useRef } from "react";
import { useLanguage, useT } from "@/i18n";
import type { DuplicateScan } from "@/ipc";
import {
  Button,
  EmptyState,
  ErrorNotice,
  formatInstant,
  KeyHint,
  Page,
  ProgressBar,
  Skeleton,
  useShopTime,
  useShortcut,
} from "@/kit";
import styles from "./duplicates/duplicates.module.css";
import { startFinding, stopFinding, useFinding } from "./duplicates/finding";
import { GroupCard } from "./duplicates/GroupCard";
import { duplicateGroups } from "./queries";

/** Customers who may be one, surest first, as the last search over everyone found them. */
export function DuplicatesPage() {
  const t = useT();
  const navigate = useNavigate();
  const client = useQueryClient();
  const finding = useFinding();
  const found = useInfiniteQuery(duplicateGroups());
  const list = useRef<HTMLUListElement>(null);
  const isRunning = finding?.phase === "running";
  const start = () => void startFinding(client);

  const group = t("customers.duplicates.title");
  useShortcut({
    keys: "escape",
    label: t(isRunning ? "customers.duplicates.stop" : "customers.back"),
    group,
    run: () => (isRunning ? void stopFinding() : void navigate({ to: "/customers" })),
  });
  const latest = useRef(-1);
  const buttons = (kind: "group" | "different") => [
    ...(list.current?.querySelectorAll<HTMLElement>(`button[data-${kind}]`) ?? []),
  ];
  const current = () => {
    const card = document.activeElement?.closest("li[aria-labelledby]");
    return buttons("group").findIndex((button) => card?.contains(button));
  };
  const step = (by: number) => () => {
    const all = buttons("group");
    const at = current();
    // A group that was settled is gone; the next one stands in its place.
    const from = at >= 0 ? at : by > 0 ? latest.current - 1 : latest.current;
    latest.current = Math.max(0, Math.min(all.length - 1, from + by));
    all[latest.current]?.focus();
  };
  const settle = () => {
    const at = current();
    if (at < 0) return;
    latest.current = at;
    buttons("different")[at]?.click();
  };
  useShortcut({ keys: "j", label: t("customers.duplicates.nextGroup"), group, run: step(1) });
  useShortcut({ keys: "k", label: t("customers.duplicates.previousGroup"), group, run: step(-1) });
  useShortcut({ keys: "d", label: t("customers.duplicates.different"), group, run: settle });

  const scan = found.data?.pages[0]?.scan;
  useShortcut(
    scan != null && !isRunning && { keys: "r", label: t("customers.duplicates.search"), group, run: start },
  );
  const groups = found.data?.pages.flatMap((page) => page.groups) ?? [];
  return (
    <Page
      title={t("customers.duplicates.title")}
      aside={scan && t("customers.duplicates.groups", { count: scan.groups })}
      actions={
        scan &&
        !isRunning && (
          <Button icon={<RefreshCw aria-hidden="true" />} onPress={start}>
            {t("customers.duplicates.search")} <KeyHint keys="r" />
          </Button>
        )
      }
    >
      <div className={styles.page}>
        {finding?.phase === "failed" && <ErrorNotice error={finding.error} onRetry={start} />}
        {isRunning && (
          <section className={styles.running}>
            <ProgressBar
              label={t("customers.duplicates.searching")}
              done={finding.done}
              total={finding.total}
            />
            <p className={styles.muted}>{t("customers.duplicates.searchHint")}</p>
            <Button isPending={finding.isStopping} onPress={() => void stopFinding()}>
              {t(finding.isStopping ? "customers.duplicates.stopping" : "customers.duplicates.stop")}{" "}
              <KeyHint keys="escape" />
            </Button>
          </section>
        )}
        {found.error && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton lines={6} />}
        {found.data && !scan && !isRunning && (
          <EmptyState
            icon={<UsersRound aria-hidden="true" />}
            title={t("customers.duplicates.title")}
            actions={
              <Button tone="primary" autoFocus onPress={start}>
                {t("customers.duplicates.start")} <KeyHint keys="enter" />
              </Button>
            }
          >
            {t("customers.duplicates.startNext")}
          </EmptyState>
        )}
        {scan && !isRunning && (
          <div className={styles.above}>
            <Checked scan={scan} />
            {groups.length > 1 && (
              <span className={styles.keys}>
                {t("customers.duplicates.nextGroup")} <KeyHint keys="j" />
                {t("customers.duplicates.previousGroup")} <KeyHint keys="k" />
              </span>
            )}
          </div>
        )}
        {scan && groups.length === 0 && !found.hasNextPage && !isRunning && (
          <EmptyState icon={<UserCheck aria-hidden="true" />} title={t("customers.duplicates.none")}>
            {t("customers.duplicates.noneNext")}
          </EmptyState>
        )}
        <ul ref={list} className={styles.groups}>
          {groups.map((one) => (
            <GroupCard key={one.customers.map((row) => row.id).join()} group={one} />
          ))}
        </ul>
        {found.hasNextPage && (
          <div className={styles.more}>
            <Button isPending={found.isFetchingNextPage} onPress={() => void found.fetchNextPage()}>
              {t("customers.duplicates.more")}
            </Button>
          </div>
        )}
      </div>
    </Page>
  );
}

function Checked({ scan }: { scan: DuplicateScan }) {
  const t = useT();
  const { zone } = useShopTime();
  const language = useLanguage();
  return (
    <p className={styles.muted} role="status">
      {t("customers.duplicates.checked", {
        customers: scan.customers,
        count: scan.customers,
        when: formatInstant(scan.at, zone, language, "dayTime"),
      })}
      {!scan.complete && ` ${t("customers.duplicates.incomplete")}`}
    </p>
  );
}
