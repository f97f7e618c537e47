import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { isDesktop, type NotifyingView, notifying, type Notifying as Rules } from "@/ipc";
import { ErrorNotice, fieldProblem, NumberField, Skeleton, Switch } from "@/kit";
import { notifyingView } from "../queries";
import { SaveBar } from "../SaveBar";
import { Section } from "../Section";
import styles from "../settings.module.css";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import { DeskSettings } from "./DeskSettings";
import { QuietSettings } from "./QuietSettings";
import { TryOne } from "./TryOne";
import { WithPc } from "./WithPc";

/** Whether the desktop speaks up when a follow-up is due, when it may, and what it says. */
export function NotifyingPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(notifyingView());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  return (
    <>
      <ShopSettings view={data} />
      <DeskSettings saved={data.desk} />
      {isDesktop && (
        <Section title={t("settings.notifying.thisPc")}>
          <WithPc />
        </Section>
      )}
    </>
  );
}

function ShopSettings({ view }: { view: NotifyingView }) {
  const t = useT();
  const edit = useEdit(view.shop);
  const { save, isPending, error, otherError, reset } = useSave(
    (op, rules: Rules) => notifying.save(op, rules),
    t("settings.saved"),
    edit.drop,
    ["quiet.from", "quiet.until", "groupFrom"],
  );
  const rules = edit.value;
  // A switch is saved at once, with what is saved beside it; figures wait for the button.
  const flip = (part: Partial<Rules>) => void save({ ...view.shop, ...part });
  return (
    <>
      <Section title={t("settings.notifying.title")} text={t("settings.notifying.text")}>
        <Switch isSelected={view.shop.on} onChange={(on) => flip({ on })}>
          {t("settings.notifying.on")}
        </Switch>
        <TryOne view={view} />
      </Section>
      <Section title={t("settings.notifying.what")}>
        <div>
          <Switch
            isSelected={view.shop.names}
            onChange={(names) => flip({ names })}
            isDisabled={!view.shop.on}
          >
            {t("settings.notifying.names")}
          </Switch>
          <p className={styles.hint}>{t("settings.notifying.namesHint")}</p>
        </div>
        <Switch isSelected={view.shop.sound} onChange={(sound) => flip({ sound })} isDisabled={!view.shop.on}>
          {t("settings.notifying.sound")}
        </Switch>
      </Section>
      <Section title={t("settings.notifying.when")} text={t("settings.notifying.whenText")}>
        <QuietSettings
          rules={rules}
          error={error}
          isDisabled={!view.shop.on}
          onChange={edit.change}
          onFlip={flip}
        />
        <div className={styles.narrow}>
          <NumberField
            label={t("settings.notifying.groupFrom")}
            description={t("settings.notifying.groupHint")}
            value={rules.groupFrom}
            isDisabled={!view.shop.on}
            onChange={(groupFrom) => edit.change({ groupFrom: groupFrom || 0 })}
            error={fieldProblem(t, error, "groupFrom")}
          />
        </div>
        {otherError !== undefined && <ErrorNotice error={otherError} />}
        <SaveBar
          isDirty={edit.isDirty}
          isPending={isPending}
          onSave={() => void save(rules)}
          onDrop={() => {
            edit.drop();
            reset();
          }}
        />
      </Section>
    </>
  );
}
