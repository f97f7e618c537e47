import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { SeverityChip, SlaChip, StateWords } from "@/complaint";
import { useT } from "@/i18n";
import { Button, ErrorNotice, Instant, Private, Skeleton } from "@/kit";
import { ChannelIcon } from "@/terms";
import { filterOf, listOf } from "../queries";
import styles from "./board.module.css";
import { Filters } from "./Filters";

/** Every complaint, the newest first, whatever became of it. */
export function ListPart() {
  const t = useT();
  const search = useSearch({ from: "/complaints" });
  const list = useInfiniteQuery(listOf(null, filterOf(search)));
  const cards = list.data?.pages.flatMap((page) => page.cards) ?? [];
  const owners = [...new Set(cards.map(({ owner }) => owner).filter(Boolean))];
  return (
    <>
      <div className={styles.bar}>
        <Filters owners={owners} />
      </div>
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && !list.error && <Skeleton lines={8} />}
      {list.data && cards.length === 0 && <p className={styles.none}>{t("complaints.noneFound")}</p>}
      {cards.length > 0 && (
        <div className={styles.tableBox}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t("complaints.number")}</th>
                <th>{t("complaints.customer")}</th>
                <th>{t("complaints.what")}</th>
                <th>{t("complaints.severity")}</th>
                <th>{t("complaints.state")}</th>
                <th>{t("complaints.received")}</th>
                <th>{t("complaints.owner")}</th>
              </tr>
            </thead>
            <tbody>
              {cards.map((card) => (
                <tr key={card.id}>
                  <td className="tabular">
                    <Link to="/complaints/$complaintId" params={{ complaintId: card.id }}>
                      #{card.number}
                    </Link>
                  </td>
                  <td>
                    <Link to="/complaints/$complaintId" params={{ complaintId: card.id }}>
                      {card.customerName}
                    </Link>
                  </td>
                  <td className={styles.cut}>
                    <Private text={card.what} />
                  </td>
                  <td>
                    <SeverityChip severity={card.severity} />
                  </td>
                  <td>
                    <span className={styles.state}>
                      <StateWords state={card.state} />
                      {card.sla && <SlaChip sla={card.sla} leftMs={card.leftMs} />}
                    </span>
                  </td>
                  <td>
                    <span className={styles.state}>
                      <Instant ms={card.received} style="dayTime" />
                      <ChannelIcon channel={card.channel} />
                    </span>
                  </td>
                  <td>{card.owner || "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <p className={styles.none}>
          <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("complaints.showMore")}
          </Button>
        </p>
      )}
    </>
  );
}
