import { ArrowDown, ArrowUp, Trash2, X } from "lucide-react";
import { useT } from "@/i18n";
import type { CustomChoice, CustomField } from "@/ipc";
import { IconButton, InPlaceText, toastProblem } from "@/kit";
import { AddLine } from "./AddLine";
import { movedField, withChoice, withField } from "./fieldSteps";
import styles from "./library.module.css";
import type { Loss } from "./Removal";

interface Props {
  field: CustomField;
  at: number;
  fields: CustomField[];
  onSave: (fields: CustomField[], said?: string) => Promise<unknown>;
  onLoss: (loss: Loss) => void;
}

/** One field: its name, what it holds, its choices and its place. */
export function OwnFieldRow({ field, at, fields, onSave, onLoss }: Props) {
  const t = useT();
  const { name, kind, choices } = field;
  const move = (by: number) =>
    void onSave(movedField(fields, at, by)).catch((thrown: unknown) => toastProblem(t, thrown));
  const change = (part: Partial<CustomField>) => onSave(withField(fields, { ...field, ...part }));
  const renamed = (choice: CustomChoice, text: string) =>
    choices.map((each) => (each.number === choice.number ? { ...each, text } : each));
  return (
    <li className={styles.field}>
      <div className={styles.row}>
        <InPlaceText
          isStrong
          label={t("settings.own.renameOf", { name })}
          field="name"
          of="ownField"
          value={name}
          onSave={(text) => change({ name: text })}
        />
        <span className={styles.count}>{t(`settings.own.kinds.${kind}`)}</span>
        <span className={styles.buttons}>
          <IconButton
            size="small"
            label={t("settings.own.up", { name })}
            icon={<ArrowUp />}
            isDisabled={at === 0}
            onPress={() => move(-1)}
          />
          <IconButton
            size="small"
            label={t("settings.own.down", { name })}
            icon={<ArrowDown />}
            isDisabled={at === fields.length - 1}
            onPress={() => move(1)}
          />
          <IconButton
            size="small"
            label={t("settings.own.remove", { name })}
            icon={<Trash2 />}
            onPress={() =>
              onLoss({
                title: t("settings.own.removeTitle", { name }),
                of: { kind: "field", id: field.id },
                run: () =>
                  onSave(
                    fields.filter(({ id }) => id !== field.id),
                    t("settings.own.removed", { name }),
                  ),
              })
            }
          />
        </span>
      </div>
      {kind === "choice" && (
        <div className={styles.choices}>
          {choices.map((choice) => (
            <span key={choice.number} className={styles.choice}>
              <InPlaceText
                label={t("settings.own.choiceOf", { name: choice.text })}
                field="choices"
                value={choice.text}
                onSave={(text) => change({ choices: renamed(choice, text) })}
              />
              {choices.length > 1 && (
                <IconButton
                  size="small"
                  label={t("settings.own.remove", { name: choice.text })}
                  icon={<X />}
                  onPress={() =>
                    onLoss({
                      title: t("settings.own.removeChoiceTitle", { name: choice.text }),
                      of: { kind: "choice", field: field.id, number: choice.number },
                      run: () =>
                        change({ choices: choices.filter(({ number }) => number !== choice.number) }),
                    })
                  }
                />
              )}
            </span>
          ))}
          <AddLine
            label={t("settings.own.choicesHint")}
            field="choices"
            onAdd={(text) => change({ choices: withChoice(choices, text) })}
          />
        </div>
      )}
    </li>
  );
}
