import { useT } from "@/i18n";
import type { Allowed, Person } from "@/ipc";
import { AmountField, Button, Checkbox, Dialog, NumberField } from "@/kit";
import { ticks } from "./draft";
import styles from "./people.module.css";

interface Props {
  person: Person;
  onChange: (allowed: Allowed) => void;
  onClose: () => void;
}

/** What one person may do besides what their role says. Saved with the list. */
export function RightsDialog({ person, onChange, onClose }: Props) {
  const t = useT();
  const { allowed, role } = person;
  const change = (part: Partial<Allowed>) => onChange({ ...allowed, ...part });
  return (
    <Dialog
      title={t("settings.people.rightsOf", { name: person.name || t("settings.people.new") })}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button tone="primary" onPress={onClose}>
          {t("settings.people.rightsDone")}
        </Button>
      }
    >
      <div className={styles.form}>
        {role !== "owner" && <p className={styles.text}>{t(`settings.people.does.${role}`)}</p>}
        <div className={styles.ticks}>
          {ticks.map((right) => (
            <Checkbox
              key={right}
              isSelected={allowed[right] && !(right === "delete" && role === "readOnly")}
              isDisabled={right === "delete" && role === "readOnly"}
              onChange={(may) => change({ [right]: may })}
            >
              {t(`settings.people.may.${right}`)}
            </Checkbox>
          ))}
        </div>
        {role !== "readOnly" && (
          <>
            <div className={styles.most}>
              <Checkbox
                isSelected={allowed.voucherFen === null}
                onChange={(isFree) => change({ voucherFen: isFree ? null : 0 })}
              >
                {t("settings.people.voucherFree")}
              </Checkbox>
              {allowed.voucherFen !== null && (
                <AmountField
                  label={t("settings.people.voucherLimit")}
                  fen={allowed.voucherFen}
                  onChange={(fen) => change({ voucherFen: fen ?? 0 })}
                />
              )}
            </div>
            <div className={styles.most}>
              <Checkbox
                isSelected={allowed.points === null}
                onChange={(isFree) => change({ points: isFree ? null : 0 })}
              >
                {t("settings.people.pointsFree")}
              </Checkbox>
              {allowed.points !== null && (
                <NumberField
                  label={t("settings.people.pointsLimit")}
                  minValue={0}
                  value={allowed.points}
                  onChange={(points) => change({ points: points || 0 })}
                />
              )}
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
