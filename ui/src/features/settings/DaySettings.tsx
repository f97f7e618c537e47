import { useLanguage, useT } from "@/i18n";
import { type Preferences, shop } from "@/ipc";
import { ErrorNotice, fieldProblem, NumberField } from "@/kit";
import { withLook } from "@/shop";
import { SaveBar } from "./SaveBar";
import { Section } from "./Section";
import styles from "./settings.module.css";
import { useEdit } from "./useEdit";
import { useSave } from "./useSave";

/** How much a day is to hold. */
export function DaySettings({ saved }: { saved: Preferences }) {
  const t = useT();
  const language = useLanguage();
  const edit = useEdit({ contactsPerDay: saved.contactsPerDay });
  const { save, isPending, error, otherError, reset } = useSave(
    (op, part: Partial<Preferences>) => shop.setPreferences(op, withLook({ ...saved, ...part }, language)),
    t("settings.saved"),
    edit.drop,
    ["contactsPerDay"],
  );
  return (
    <Section title={t("settings.day")}>
      <div className={styles.narrow}>
        <NumberField
          label={t("settings.perDay")}
          description={t("settings.perDayHint")}
          value={edit.value.contactsPerDay}
          onChange={(contactsPerDay) => edit.change({ contactsPerDay: contactsPerDay || 0 })}
          error={fieldProblem(t, error, "contactsPerDay")}
        />
      </div>
      <SaveBar
        isDirty={edit.isDirty}
        isPending={isPending}
        onSave={() => void save(edit.value)}
        onDrop={() => {
          edit.drop();
          reset();
        }}
      />
      {otherError !== undefined && <ErrorNotice error={otherError} />}
    </Section>
  );
}
