import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FileQuestion, Printer } from "lucide-react";
import { useRef, useState } from "react";
import { useBack } from "@/act";
import { SeverityChip, SlaChip, StateWords, useElapsed } from "@/complaint";
import { useT } from "@/i18n";
import { type ComplaintView, useFirstScreen } from "@/ipc";
import { Button, Chip, ErrorNotice, NotHere, Page, problemOf, Skeleton, useShortcut } from "@/kit";
import { CaseFileDialog } from "../casefile/CaseFile";
import { askAgainMs, type ComplaintId, complaintOf } from "../queries";
import { actOf } from "../search";
import type { PersonAct } from "../workflow";
import { Acts } from "./Acts";
import { Approval } from "./Approval";
import { Clocks } from "./Clocks";
import { Facts } from "./Facts";
import { Gate } from "./Gate";
import styles from "./page.module.css";
import { StepForm } from "./StepForm";
import { Steps } from "./Steps";
import { Sums } from "./Sums";

/** One complaint: what happened, what is due, the next step, and everything that was done. */
export function ComplaintPage() {
  const { complaintId } = useParams({ from: "/complaints/$complaintId" });
  // What is typed belongs to one complaint; the next one starts afresh.
  return <One key={complaintId} id={complaintId as ComplaintId} />;
}

function One({ id }: { id: ComplaintId }) {
  const t = useT();
  const navigate = useNavigate();
  const { act } = useSearch({ from: "/complaints/$complaintId" });
  const [printing, setPrinting] = useState(false);
  const view = useQuery({ ...complaintOf(id), refetchInterval: askAgainMs });
  useFirstScreen(!view.isPending);
  const group = t("complaints.one");
  useBack("/complaints", t("complaints.toBoard"), group);
  useShortcut({ keys: "mod+p", label: t("complaints.print"), group, run: () => setPrinting(true) });
  if (view.error && problemOf(view.error).kind === "notFound") {
    return (
      <NotHere
        icon={<FileQuestion aria-hidden="true" />}
        title={t("complaints.noSuch")}
        lead={t("complaints.toBoard")}
        onLead={() => void navigate({ to: "/complaints" })}
      >
        {t("complaints.noSuchWhy")}
      </NotHere>
    );
  }
  const card = view.data?.card;
  const choose = (next: PersonAct | undefined) =>
    void navigate({
      to: "/complaints/$complaintId",
      params: { complaintId: id },
      search: next ? { act: next } : {},
      replace: true,
    });
  return (
    <Page
      title={card ? `#${card.number} ${card.customerName}` : t("complaints.one")}
      aside={
        card && (
          <span className={styles.chips}>
            <SeverityChip severity={card.severity} />
            <Chip>
              <StateWords state={card.state} />
            </Chip>
          </span>
        )
      }
      actions={
        <Button icon={<Printer aria-hidden="true" />} onPress={() => setPrinting(true)}>
          {t("complaints.print")}
        </Button>
      }
    >
      {view.error && <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />}
      {view.isPending && !view.error && <Skeleton lines={10} />}
      {view.data && <Room view={view.data} act={actOf(view.data.possible, act)} onAct={choose} />}
      {printing && view.data && <CaseFileDialog view={view.data} onClose={() => setPrinting(false)} />}
    </Page>
  );
}

interface RoomProps {
  view: ComplaintView;
  act: PersonAct | undefined;
  onAct: (act: PersonAct | undefined) => void;
}

function Room({ view, act, onAct }: RoomProps) {
  const t = useT();
  const elapsed = useElapsed(view.now, view.open);
  const { card } = view;
  const hasActed = useRef(false);
  hasActed.current ||= act !== undefined;
  return (
    <div className={styles.room}>
      <div className={styles.main}>
        {card.sla && (
          <p className={styles.due}>
            <SlaChip
              sla={card.sla}
              clock={card.clock}
              leftMs={card.leftMs === null ? null : card.leftMs - elapsed}
            />
            {card.waiting !== null && <span>{t("complaints.waitsForThem")}</span>}
          </p>
        )}
        <Approval view={view} />
        {act ? (
          <StepForm key={act} view={view} act={act} onClose={() => onAct(undefined)} />
        ) : (
          <Acts view={view} isBack={hasActed.current} onAct={onAct} />
        )}
        <Steps view={view} />
      </div>
      <aside className={styles.side}>
        <Facts view={view} />
        <Gate view={view} onAct={onAct} />
        <Clocks view={view} elapsed={elapsed} />
        <Sums view={view} />
      </aside>
    </div>
  );
}
