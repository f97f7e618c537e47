import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, MessageCircle } from "lucide-react";
import { StateWords } from "@/complaint";
import { useT } from "@/i18n";
import type { ImprovementView } from "@/ipc";
import { Chip, ErrorNotice, Instant, Skeleton } from "@/kit";
import styles from "./improvements.module.css";
import { concernedBy } from "./queries";

/** Those who complained of it: whoever was not told yet is told on the complaint's page. */
export function Concerned({ measure }: { measure: ImprovementView }) {
  const t = useT();
  const { data, error, refetch } = useQuery(concernedBy(measure.id));
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={Math.min(measure.complaints, 4)} />;
  return (
    <>
      {measure.done !== null && data.some(({ told }) => told === null) && (
        <p className={styles.text}>{t("complaints.improvements.tellThem")}</p>
      )}
      <ul className={styles.people}>
        {data.map(({ complaint, number, name, state, told }) => (
          <li key={complaint}>
            <Link to="/complaints/$complaintId" params={{ complaintId: complaint }}>
              #{number} {name}
            </Link>
            <span className={styles.label}>
              <StateWords state={state} />
            </span>
            {told === null ? (
              <Chip tone="soon" icon={<MessageCircle aria-hidden="true" />}>
                {t("complaints.improvements.notTold")}
              </Chip>
            ) : (
              <Chip icon={<CircleCheck aria-hidden="true" />}>
                {t("complaints.improvements.told")} <Instant ms={told} style="monthDay" />
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
