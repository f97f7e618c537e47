import { useQuery } from "@tanstack/react-query";
import { AlarmClock, CalendarPlus, Check, CircleX, Ellipsis } from "lucide-react";
import { useState } from "react";
import { useAct, useTellProblem } from "@/act";
import { ContactForm, usualMoments } from "@/contact";
import { useLanguage, useT } from "@/i18n";
import { type Channel, type FollowUpView, followups, type InteractionDraft, type Next } from "@/ipc";
import { Button, formatInstant, IconButton, Menu, useShopTime } from "@/kit";
import { forgetUsed, useUsedWords } from "@/words";
import type { CustomerId } from "../queries";
import { DropForm } from "./DropForm";
import { FollowUpLine } from "./FollowUpLine";
import { LimitLine } from "./LimitLine";
import { PlanForm } from "./PlanForm";
import styles from "./page.module.css";

interface Props {
  customer: CustomerId;
  followUps: FollowUpView[];
  /** Channels over which they said no. */
  refused: Channel[] | undefined;
}

/** What is planned with this customer, and the three ways of dealing with it. */
export function FollowUps({ customer, followUps, refused }: Props) {
  const t = useT();
  const [planning, setPlanning] = useState(false);
  return (
    <section className={styles.box} aria-label={t("customers.followUps.title")}>
      <h2 className={styles.boxHead}>
        {t("customers.followUps.title")}
        <Button
          size="small"
          tone="quiet"
          icon={<CalendarPlus aria-hidden="true" />}
          onPress={() => setPlanning(true)}
        >
          {t("customers.followUps.plan")}
        </Button>
      </h2>
      {planning && <PlanForm customer={customer} onClose={() => setPlanning(false)} />}
      {followUps.length === 0 && !planning && <p className={styles.muted}>{t("customers.followUps.none")}</p>}
      {followUps.map((followUp) => (
        <OpenFollowUp key={followUp.id} followUp={followUp} refused={refused} />
      ))}
      <LimitLine customer={customer} />
    </section>
  );
}

function OpenFollowUp({ followUp, refused }: { followUp: FollowUpView; refused: Channel[] | undefined }) {
  const t = useT();
  const [finishing, setFinishing] = useState(false);
  const [dropping, setDropping] = useState(false);
  const { run: done } = useAct(
    (op, { draft, next }: { draft: InteractionDraft; next: Next }) =>
      followups.done(op, followUp.id, draft, null, next),
    () => t("customers.followUps.done"),
  );

  const used = useUsedWords(followUp.customer);

  if (finishing) {
    return (
      <ContactForm
        withNext
        refused={refused}
        start={{ kind: followUp.contact, channel: followUp.channel, note: "" }}
        keep={`followUp ${followUp.id}`}
        words={used}
        action={t("customers.followUps.finish")}
        onSave={async (draft, next) => {
          await done({ draft, next });
          forgetUsed(followUp.customer);
        }}
        onClose={() => setFinishing(false)}
      />
    );
  }
  if (dropping) {
    return (
      <>
        <FollowUpLine followUp={followUp} />
        <DropForm followUp={followUp} onClose={() => setDropping(false)} />
      </>
    );
  }
  return (
    <FollowUpLine
      followUp={followUp}
      actions={
        <>
          <Button size="small" icon={<Check aria-hidden="true" />} onPress={() => setFinishing(true)}>
            {t("customers.followUps.finish")}
          </Button>
          <SnoozeMenu followUp={followUp} />
          <Menu
            label={t("customers.more")}
            trigger={<IconButton size="small" label={t("customers.more")} icon={<Ellipsis />} />}
            items={[
              {
                id: "cancel",
                label: t("customers.followUps.cancel"),
                icon: <CircleX />,
                onAction: () => setDropping(true),
              },
            ]}
          />
        </>
      }
    />
  );
}

function SnoozeMenu({ followUp }: { followUp: FollowUpView }) {
  const t = useT();
  const language = useLanguage();
  const tell = useTellProblem();
  const { zone } = useShopTime();
  const { data: moments = [] } = useQuery(usualMoments());
  const when = (at: number) => formatInstant(at, zone, language, "dayTime");
  const { run: snooze } = useAct(
    (op, until: number) => followups.snooze(op, followUp.id, until),
    (until) => t("customers.followUps.snoozed", { when: when(until) }),
  );
  return (
    <Menu
      label={t("customers.followUps.snooze")}
      trigger={<IconButton size="small" label={t("customers.followUps.snooze")} icon={<AlarmClock />} />}
      items={moments.map(({ choice, at }) => ({
        id: choice,
        label: `${t(`terms.snooze.${choice}`)}  ${when(at)}`,
        onAction: () => void snooze(at).catch(tell),
      }))}
    />
  );
}
