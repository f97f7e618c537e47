import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { ComplaintView, Remedy } from "@/ipc";
import { Button, Checkbox, fieldProblem, formatMoney, IconButton, TextField } from "@/kit";
import { voucherBatches } from "../queries";
import type { Choice } from "./actDraft";
import { NewRemedy } from "./NewRemedy";
import styles from "./page.module.css";
import { useRemedyWords } from "./remedyWords";

interface Props {
  view: ComplaintView;
  choice: Choice;
  onChange: (choice: Choice) => void;
  error: unknown;
}

const key = (remedy: Remedy) => JSON.stringify(remedy);

/** What makes up for it: from the catalogue, or anything else; or nothing, and why. */
export function OfferFields({ view, choice, onChange, error }: Props) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const named = useRemedyWords(view);
  const { data: batches = [] } = useQuery(voucherBatches());
  const add = (remedy: Remedy) => onChange({ ...choice, remedies: [...choice.remedies, remedy] });
  const drop = (at: number) =>
    onChange({ ...choice, remedies: choice.remedies.filter((_, place) => place !== at) });
  const chosen = new Set(choice.remedies.map(key));
  const offered = [
    ...view.suggestions.map(({ id, name, remedy }) => ({ id: id as string, name, remedy })),
    ...batches.map((batch) => ({
      id: batch.id as string,
      name: batch.draft.name,
      remedy: {
        remedy: { kind: "voucher", batch: batch.id } as Remedy,
        words: batch.draft.name,
        worthFen: null,
      },
    })),
  ].filter(({ remedy }) => !chosen.has(key(remedy.remedy)));
  return (
    <fieldset className={styles.offer}>
      <legend>{t("complaints.offer")}</legend>
      {!choice.nothing && (
        <>
          {choice.remedies.length > 0 && (
            <ul className={styles.remedies}>
              {choice.remedies.map((remedy, at) => (
                <li key={key(remedy)}>
                  {named(remedy)}
                  <IconButton
                    size="small"
                    label={t("complaints.dropRemedy")}
                    icon={<X />}
                    onPress={() => drop(at)}
                  />
                </li>
              ))}
            </ul>
          )}
          <div className={styles.buttons}>
            {offered.map(({ id, name, remedy }) => (
              <Button
                key={id}
                size="small"
                icon={<Plus aria-hidden="true" />}
                onPress={() => add(remedy.remedy)}
              >
                {name}
                {remedy.worthFen !== null && remedy.worthFen > 0 && (
                  <small> {formatMoney(remedy.worthFen)}</small>
                )}
              </Button>
            ))}
            <Button size="small" tone="quiet" onPress={() => setAdding(!adding)}>
              {t("complaints.otherRemedy")}
            </Button>
          </div>
          {adding && (
            <NewRemedy
              view={view}
              onAdd={(remedy) => {
                add(remedy);
                setAdding(false);
              }}
            />
          )}
        </>
      )}
      <Checkbox isSelected={choice.nothing} onChange={(nothing) => onChange({ ...choice, nothing })}>
        {t("complaints.nothingGiven")}
      </Checkbox>
      {(choice.nothing || fieldProblem(t, error, "noneBecause")) && (
        <TextField
          label={t("complaints.noneBecause")}
          value={choice.noneBecause}
          onChange={(noneBecause) => onChange({ ...choice, noneBecause })}
          error={fieldProblem(t, error, "noneBecause")}
        />
      )}
    </fieldset>
  );
}
