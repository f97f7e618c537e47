import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "@/i18n";
import type { CustomerRow } from "@/ipc";
import { fieldProblem, problemWords } from "@/kit";
import { ChooseCustomer, type ChooseProps } from "@/people";
import type { CustomerId } from "../queries";
import { Fact } from "./Fact";
import styles from "./portrait.module.css";

interface Props extends Pick<ChooseProps, "label" | "isFit" | "autoFocus"> {
  field: "introducedBy" | "employer";
  id: CustomerId | null;
  /** Their line, as Rust told it. */
  row: CustomerRow | null;
  onSave: (id: CustomerId | null) => Promise<unknown>;
  onLeave: () => void;
}

/** Another customer, as a link; where there is none, a box to find them. */
export function PersonLine({ label, field, id, row, isFit, onSave, onLeave, autoFocus }: Props) {
  const t = useT();
  const [chosen, setChosen] = useState<CustomerRow>();
  const [error, setError] = useState<unknown>();
  const shown = [row, chosen].find((each) => each && each.id === id);
  const problem =
    error === undefined ? undefined : (fieldProblem(t, error, field) ?? problemWords(t, error).text);
  const save = (next: CustomerId | null) => {
    setError(undefined);
    onSave(next).then(() => next && onLeave(), setError);
  };
  if (id === null) {
    return (
      <Fact label={label}>
        <ChooseCustomer
          label={label}
          placeholder={t("customers.searchHint")}
          isFit={isFit}
          error={problem}
          autoFocus={autoFocus}
          onLeave={() => problem === undefined && onLeave()}
          onChoose={(next) => {
            setChosen(next);
            save(next.id);
          }}
        />
      </Fact>
    );
  }
  return (
    <Fact label={label} onRemove={() => save(null)}>
      <CustomerLink id={id} name={shown?.name ?? "…"} />
      {problem && (
        <span role="alert" className={styles.error}>
          {problem}
        </span>
      )}
    </Fact>
  );
}

export function CustomerLink({ id, name }: { id: CustomerId; name: string }) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: id }} className={styles.link}>
      {name}
    </Link>
  );
}
