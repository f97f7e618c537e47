import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Trash2 } from "lucide-react";
import { useState } from "react";
import { useAct, useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { followups, type Rule, type RuleSpec } from "@/ipc";
import {
  Button,
  ErrorNotice,
  fieldProblem,
  KeyHint,
  problemOf,
  Sentence,
  Switch,
  TextField,
  useShortcut,
} from "@/kit";
import { programs } from "@/shop";
import { AudienceConditions, AudienceSelect } from "./Audience";
import { howSlots } from "./howSlots";
import { KindIcon } from "./KindIcon";
import { dateFields } from "./kinds";
import { Preview } from "./Preview";
import styles from "./rules.module.css";
import { triggerSlots } from "./triggerSlots";
import { forgetUnsaved, keepUnsaved, unsavedOf } from "./unsaved";
import { usePreview } from "./usePreview";
import { useShop } from "./useShop";

interface Props {
  /** None while it is new. */
  saved: Rule | undefined;
  start: Rule;
  onClose: () => void;
}

/** Fields that show what is wrong with them beside themselves. */
const shown = [
  "minute",
  "everyDays",
  "daysAhead",
  "days",
  "months",
  "item",
  "label",
  "name",
  "by",
  "recurrence",
  "contact",
  "stage",
  "withinFen",
  "left",
  "day",
  "field",
  "level",
  "benefit",
  "script",
];

function isBesideField(error: unknown): boolean {
  if (!error) return false;
  const problem = problemOf(error);
  return problem.kind === "invalid" && shown.includes(String(problem.field));
}

/** A rule as a sentence with gaps, beside whom it would name. */
export function Builder({ saved, start, onClose }: Props) {
  const t = useT();
  const tell = useTellProblem();
  const { kind } = start.spec.trigger;
  const keep = saved ? saved.id : kind;
  const [kept, setKept] = useState(() => unsavedOf(keep));
  // A new rule keeps the id that it got first, so that its preview is asked for once.
  const [fresh] = useState(start);
  const rule = kept ?? saved ?? fresh;
  const { spec } = rule;
  const shop = useShop([rule]);
  const { data: program } = useQuery(programs());
  const name = spec.name || t(`terms.trigger.${kind}`);
  const {
    act,
    error: refused,
    isPending,
    forget,
  } = useAct(
    (op, next: Rule) => followups.saveRule(op, next),
    () => t("rules.saved", { name }),
  );
  const { run: remove } = useAct(
    (op) => followups.deleteRule(op, rule.id),
    () => t("rules.deleted", { name }),
  );
  const preview = usePreview(rule);
  // Nobody is told off for gaps in a rule that they have not touched yet.
  const error = refused ?? (kept || saved ? preview.error : null) ?? undefined;
  const isBeside = isBesideField(error);
  const { trigger } = spec;
  const isWithoutDate =
    trigger.kind === "renewal" && !dateFields(shop.library.fields).some(({ id }) => id === trigger.field);

  function change(part: Partial<Rule>) {
    const next = { ...rule, ...part };
    keepUnsaved(keep, next);
    setKept(next);
    forget();
  }
  const changeSpec = (part: Partial<RuleSpec>) => change({ spec: { ...spec, ...part } });

  function letGo() {
    forgetUnsaved(keep);
    setKept(undefined);
    forget();
  }

  async function save() {
    if (!(await act(rule))) return;
    forgetUnsaved(keep);
    onClose();
  }

  async function drop() {
    if (saved) await remove(undefined);
    forgetUnsaved(keep);
    onClose();
  }

  useShortcut({
    keys: "mod+enter",
    label: t("rules.save"),
    group: t("rules.title"),
    inFields: true,
    run: () => void (isWithoutDate || save()),
  });

  const slots = {
    audience: (
      <AudienceSelect filter={spec.audience} shop={shop} onChange={(audience) => changeSpec({ audience })} />
    ),
    ...triggerSlots({
      t,
      trigger: spec.trigger,
      error,
      library: shop.library,
      benefits: program?.now.benefits ?? [],
      onChange: (trigger) => changeSpec({ trigger }),
    }),
    ...howSlots({ t, rule, error, scripts: shop.scripts, onChange: change, onSpec: changeSpec }),
  };
  return (
    <div className={styles.builder}>
      <section className={styles.form} aria-label={t("rules.edit")}>
        <Link to="/rules" search={{}} className={styles.back}>
          <ArrowLeft aria-hidden="true" /> {t("rules.all")}
        </Link>
        <header className={styles.formHead}>
          <h2>
            <KindIcon kind={kind} />
            {name}
          </h2>
          <p className={styles.muted}>{t(`rules.goodFor.${kind}`)}</p>
        </header>
        <div className={styles.sentences}>
          <Sentence text={`rules.says.${kind}`} slots={slots} />
          <Sentence text="rules.how" slots={slots} />
        </div>
        <AudienceConditions
          filter={spec.audience}
          shop={shop}
          onChange={(audience) => changeSpec({ audience })}
        />
        <p className={styles.muted}>{t(`rules.note.${kind}`)}</p>
        <div className={styles.more}>
          <TextField
            label={t("rules.name")}
            optional={!spec.promotion}
            description={t("rules.nameHelp")}
            value={spec.name ?? ""}
            onChange={(next) => changeSpec({ name: next })}
            error={isOwnDay(spec) ? undefined : fieldProblem(t, error, "name", "rule")}
          />
          <div>
            <Switch isSelected={spec.promotion ?? false} onChange={(promotion) => changeSpec({ promotion })}>
              {t("rules.isPromotion")}
            </Switch>
            <p className={styles.muted}>{t("rules.promotionText")}</p>
          </div>
        </div>
        {error !== undefined && !isBeside && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          {saved && (
            <Button tone="quiet" icon={<Trash2 />} onPress={() => void drop().catch(tell)}>
              {t("rules.delete")}
            </Button>
          )}
          <span className={styles.spring} />
          {kept && saved && <Button onPress={letGo}>{t("rules.discard")}</Button>}
          {!saved && <Button onPress={() => void drop()}>{t("kit.cancel")}</Button>}
          <Button
            tone="primary"
            isPending={isPending}
            isDisabled={isWithoutDate || (saved !== undefined && !kept)}
            onPress={() => void save()}
          >
            {t(saved ? "rules.save" : "rules.start")} <KeyHint keys="mod+enter" />
          </Button>
        </div>
      </section>
      <Preview preview={preview} isMended={!isBesideField(preview.error)} />
    </div>
  );
}

/** A day of the shop's own has a name as well as its rule, and errors call both `name`. */
const isOwnDay = ({ trigger, promotion, name }: RuleSpec) =>
  trigger.kind === "festival" &&
  trigger.day.kind === "own" &&
  trigger.day.name.trim() === "" &&
  !(promotion && !name);
