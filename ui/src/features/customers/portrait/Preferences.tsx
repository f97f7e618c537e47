import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { customers, newId, type Preference, useWrite } from "@/ipc";
import { fieldProblem, Picker, problemWords, useShortcut } from "@/kit";
import { library } from "../queries";
import { byCategory, type Choice, choicesFor, type PreferenceId } from "./choosing";
import { Fact } from "./Fact";
import styles from "./portrait.module.css";

interface Props {
  chosen: PreferenceId[];
  onSave: (after: PreferenceId[], before: PreferenceId[]) => Promise<unknown>;
}

const boxId = "preferences-box";

/** What they like, from the shop's library: type, Enter. A new value joins the library on the spot. */
export function Preferences({ chosen, onSave }: Props) {
  const t = useT();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>();
  const { data: known = [] } = useQuery(library());
  // A value that was just made is not in the library's answer yet.
  const [made, setMade] = useState<Preference[]>([]);
  const fresh = made.filter((each) => known.every(({ preference }) => preference.id !== each.id));
  const all = [...known, ...fresh.map((preference) => ({ preference, customers: 0 }))];
  const make = useWrite((op, preference: Preference) => customers.savePreference(op, preference));
  useShortcut({
    keys: "f",
    label: t("customers.needs.add"),
    group: t("customers.one"),
    run: () => document.querySelector<HTMLInputElement>(`#${boxId} input`)?.focus(),
  });

  async function take({ known: found, fresh: wanted }: Choice) {
    setText("");
    setError(undefined);
    try {
      let id = found?.id;
      if (wanted) {
        const preference = { id: newId<"PreferenceId">(), ...wanted };
        await make.mutateAsync(preference);
        setMade((now) => [...now, preference]);
        id = preference.id;
      }
      if (id) await onSave([...chosen, id], chosen);
    } catch (thrown) {
      // What was typed comes back, unless one typed on.
      setText((now) => now || (found?.value ?? wanted?.value ?? ""));
      setError(thrown);
    }
  }

  const drop = (id: PreferenceId) => {
    setError(undefined);
    onSave(
      chosen.filter((other) => other !== id),
      chosen,
    ).catch(setError);
  };
  const options = choicesFor({
    text,
    library: all,
    chosen,
    usualCategories: t("customers.needs.usualCategories").split(" "),
    newLabel: (value, category) => t("customers.needs.create", { value, category }),
    takenLabel: (category) => t("customers.needs.taken", { category }),
  }).map((choice) => ({ ...choice, icon: choice.fresh && <Plus aria-hidden="true" /> }));
  const problem =
    error === undefined
      ? undefined
      : (["preferences", "value", "category"].map((field) => fieldProblem(t, error, field)).find(Boolean) ??
        problemWords(t, error).text);
  return (
    <>
      {byCategory(all, chosen).map(([category, values]) => (
        <Fact key={category} label={category}>
          <ul className={styles.chips} aria-label={category}>
            {values.map(({ id, value }) => (
              <li key={id} className={styles.chip}>
                <span>{value}</span>
                <button
                  type="button"
                  aria-label={t("customers.removeNamed", { name: value })}
                  onClick={() => drop(id)}
                >
                  <X aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        </Fact>
      ))}
      <div id={boxId} className={styles.box} data-quiet="true">
        <Picker
          label={t("customers.needs.add")}
          placeholder={t("customers.needs.addHint")}
          text={text}
          onText={setText}
          options={options}
          onPick={(choice) => void take(choice)}
          error={problem}
        />
      </div>
    </>
  );
}
