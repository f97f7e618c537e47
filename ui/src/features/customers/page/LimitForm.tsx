import { type FormEvent, useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type ContactLimitView, followups } from "@/ipc";
import {
  Button,
  DatePicker,
  ErrorNotice,
  fieldProblem,
  NumberField,
  Sentence,
  Switch,
  TextField,
  useShopTime,
} from "@/kit";
import type { CustomerId } from "../queries";
import styles from "./page.module.css";

interface Props {
  customer: CustomerId;
  saved: ContactLimitView;
  onClose: () => void;
}

const none: ContactLimitView = { quietUntil: null, cap: null, note: "" };

/** Quiet until a day, at most so often, and why. */
export function LimitForm({ customer, saved, onClose }: Props) {
  const t = useT();
  const { today } = useShopTime();
  const [limit, setLimit] = useState(saved);
  const { act, error, isPending } = useAct(
    (op, next: ContactLimitView) => followups.setContactLimit(op, customer, next),
    () => t("customers.limit.saved"),
  );
  const change = (part: Partial<ContactLimitView>) => setLimit({ ...limit, ...part });
  const save = async (next: ContactLimitView) => {
    if (await act(next)) onClose();
  };
  const { cap } = limit;
  const number = (part: "contacts" | "days") =>
    cap && (
      <span className={styles.capNumber}>
        <NumberField
          label={t(`customers.limit.${part}`)}
          hideLabel
          value={cap[part]}
          minValue={0}
          onChange={(value) => change({ cap: { ...cap, [part]: value || 0 } })}
        />
      </span>
    );
  const [quietProblem, capProblem, noteProblem] = ["quietUntil", "cap", "note"].map((field) =>
    fieldProblem(t, error, field, field === "cap" ? "cap" : undefined),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(limit);
  };
  return (
    <form className={styles.composer} aria-label={t("customers.limit.title")} onSubmit={submit}>
      <p className={styles.muted}>{t("customers.limit.text")}</p>
      <DatePicker
        label={t("customers.limit.quietUntil")}
        description={t("customers.limit.quietHelp")}
        value={limit.quietUntil}
        onChange={(quietUntil) => change({ quietUntil })}
        min={today}
        error={quietProblem}
      />
      <Switch
        isSelected={cap !== null}
        onChange={(on) => change({ cap: on ? { contacts: 1, days: 30 } : null })}
      >
        {t("customers.limit.capped")}
      </Switch>
      {cap && (
        <Sentence
          text="customers.limit.says"
          slots={{ contacts: number("contacts"), days: number("days") }}
        />
      )}
      {capProblem && (
        <span role="alert" className={styles.limitProblem}>
          {capProblem}
        </span>
      )}
      <TextField
        label={t("customers.limit.note")}
        optional
        value={limit.note}
        onChange={(note) => change({ note })}
        error={noteProblem}
      />
      {error !== undefined && !quietProblem && !capProblem && !noteProblem && <ErrorNotice error={error} />}
      <div className={styles.composerActions}>
        {(saved.cap || saved.quietUntil) && (
          <Button tone="quiet" onPress={() => void save(none)}>
            {t("customers.limit.clear")}
          </Button>
        )}
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isPending={isPending}>
          {t("customers.limit.save")}
        </Button>
      </div>
    </form>
  );
}
