import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Gauge, ListChecks, Plus } from "lucide-react";
import { useT } from "@/i18n";
import { Button, EmptyState, ErrorNotice, Page, Skeleton, useShopTime, useShortcut } from "@/kit";
import { ownFields } from "@/whom";
import { Builder } from "./Builder";
import { Gallery } from "./Gallery";
import { type Kind, newRule } from "./kinds";
import { ruleList } from "./queries";
import { RuleList } from "./RuleList";
import styles from "./rules.module.css";

/** What brings customers into Today: the shop's rules, and one of them open beside whom it would name. */
export function RulesPage() {
  const t = useT();
  const navigate = useNavigate();
  const { rule: open, make } = useSearch({ from: "/rules" });
  const { data: rules, error, refetch } = useQuery(ruleList());
  const choose = () => void navigate({ to: "/rules", search: { make: "choose" } });
  const back = () => void navigate({ to: "/rules", search: {} });
  useShortcut({ keys: "n", label: t("rules.new"), group: t("rules.title"), run: choose });
  const shown = rules?.find(({ id }) => id === open);
  return (
    <Page
      title={t("rules.title")}
      actions={
        <>
          <Link to="/settings" search={{ part: "often" }} className={styles.often}>
            <Gauge aria-hidden="true" /> {t("settings.oftenPart")}
          </Link>
          <Button tone="primary" icon={<Plus aria-hidden="true" />} onPress={choose}>
            {t("rules.new")}
          </Button>
        </>
      }
    >
      <div className={styles.page}>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!rules && !error && <Skeleton lines={6} />}
        {make === "choose" && <Gallery />}
        {make !== undefined && make !== "choose" && <NewRule key={make} kind={make} onClose={back} />}
        {make === undefined && shown && <Builder key={shown.id} saved={shown} start={shown} onClose={back} />}
        {make === undefined && rules && !shown && rules.length > 0 && <RuleList rules={rules} />}
        {make === undefined && rules?.length === 0 && (
          <EmptyState
            icon={<ListChecks aria-hidden="true" />}
            title={t("rules.emptyTitle")}
            actions={
              <Button tone="primary" icon={<Plus aria-hidden="true" />} onPress={choose}>
                {t("rules.new")}
              </Button>
            }
          >
            {t("rules.emptyText")}
          </EmptyState>
        )}
      </div>
    </Page>
  );
}

/** The shop's own fields have a say in what a new rule starts with. */
function NewRule({ kind, onClose }: { kind: Kind; onClose: () => void }) {
  const t = useT();
  const { today } = useShopTime();
  const { data: fields, error, refetch } = useQuery(ownFields());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!fields) return <Skeleton lines={4} />;
  const start = newRule(kind, { today, fields, child: t("rules.child") });
  return <Builder saved={undefined} start={start} onClose={onClose} />;
}
