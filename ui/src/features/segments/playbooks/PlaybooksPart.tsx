import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { type T, useT } from "@/i18n";
import type { MoveScheme, Playbook, PlaybookTarget } from "@/ipc";
import { Chip, ErrorNotice, IconButton, Skeleton } from "@/kit";
import { className, keyOf, targetOf, toneOf } from "../names";
import { playbooks, savedViews } from "../queries";
import styles from "../segments.module.css";
import { PlaybookForm } from "./PlaybookForm";

const classes: Record<MoveScheme, readonly string[]> = {
  three: ["core", "potential", "win_back"],
  four: ["loyal", "growth", "general", "at_risk"],
  stage: ["active", "silent", "forgetting", "lost"],
  eight: ["111", "110", "101", "100", "011", "010", "001", "000"],
};

const nothing: Playbook = {};

/** What each class, stage and segment of the shop's own is treated to. */
export function PlaybooksPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(playbooks());
  const views = useQuery(savedViews());
  const [edited, setEdited] = useState<{ target: PlaybookTarget; name: string } | null>(null);
  const planOf = (target: PlaybookTarget) =>
    data?.find((one) => keyOf(one.target) === keyOf(target))?.playbook ?? nothing;
  const own = views.data?.filter((view) => view.draft.segment) ?? [];
  const groups = [
    ...(["three", "four", "stage", "eight"] as const).map((scheme) => ({
      id: scheme as string,
      head: t(`segments.schemes.${scheme}`),
      rows: classes[scheme].map((name) => ({
        target: targetOf(scheme, name),
        name: className(t, scheme, name),
        tone: toneOf(name),
      })),
    })),
    {
      id: "own",
      head: t("segments.own.title"),
      rows: own.map((view) => ({
        target: { kind: "view", id: view.id } as PlaybookTarget,
        name: view.draft.name,
        tone: toneOf(null),
      })),
    },
  ].filter((group) => group.rows.length > 0);
  return (
    <section className={styles.part} aria-labelledby="playbooks-head">
      <h2 id="playbooks-head" className={styles.head}>
        {t("segments.playbook.title")}
      </h2>
      <p className={styles.text}>{t("segments.playbook.text")}</p>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && (
        <div className={styles.schemes}>
          {groups.map((group) => (
            <div key={group.id} className={styles.card}>
              <h3 className={styles.subhead}>{group.head}</h3>
              <ul className={styles.plans}>
                {group.rows.map(({ target, name, tone }) => (
                  <li key={keyOf(target)}>
                    <Chip tone={tone}>{name}</Chip>
                    <span className={styles.plan}>{summary(t, planOf(target))}</span>
                    <IconButton
                      label={t("segments.playbook.edit", { name })}
                      icon={<Pencil />}
                      onPress={() => setEdited({ target, name })}
                    />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
      {edited && (
        <PlaybookForm
          target={edited.target}
          name={edited.name}
          saved={planOf(edited.target)}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

/** A playbook in a line. */
function summary(t: T, plan: Playbook): string {
  const said = [
    plan.cadenceDays && t("segments.playbook.every", { count: plan.cadenceDays }),
    plan.channel && t(`terms.channel.${plan.channel}`),
    plan.cap && t("segments.playbook.capSum", { count: plan.cap.contacts, days: plan.cap.days }),
    plan.who && t("segments.playbook.onlyBy", { who: plan.who }),
    plan.offer,
  ].filter((part) => typeof part === "string" && part !== "");
  return said.length > 0 ? said.join(" · ") : t("segments.playbook.none");
}
