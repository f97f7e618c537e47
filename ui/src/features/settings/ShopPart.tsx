import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { type Shop, shop } from "@/ipc";
import { ErrorNotice, fieldProblem, isComposing, TextField } from "@/kit";
import { useStatus, ZoneField } from "@/shop";
import { DaySettings } from "./DaySettings";
import { PrivacySettings } from "./PrivacySettings";
import { SaveBar } from "./SaveBar";
import { ScreenSettings } from "./ScreenSettings";
import { Section } from "./Section";
import styles from "./settings.module.css";
import { useEdit } from "./useEdit";
import { useSave } from "./useSave";

export function ShopPart() {
  const { data: status } = useStatus();
  const mayArrange = useMay("arrange");
  if (!status?.shop) return null;
  return (
    <>
      {mayArrange && <ShopSettings saved={status.shop} />}
      <ScreenSettings />
      <PrivacySettings saved={status.preferences} />
      <DaySettings saved={status.preferences} />
    </>
  );
}

function ShopSettings({ saved }: { saved: Shop }) {
  const t = useT();
  const edit = useEdit(saved);
  const { save, isPending, error, otherError, reset } = useSave(
    (op, values: Shop) => shop.name(op, values),
    t("settings.saved"),
    edit.drop,
    ["name", "zone"],
  );
  const drop = () => {
    edit.drop();
    reset();
  };
  return (
    <Section title={t("settings.shop")}>
      <div className={styles.pair}>
        <TextField
          label={t("firstRun.name")}
          value={edit.value.name}
          onChange={(name) => edit.change({ name })}
          error={fieldProblem(t, error, "name", "shop")}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if (event.key === "Enter" && edit.isDirty) void save(edit.value);
            if (event.key === "Escape") drop();
          }}
        />
        <ZoneField
          value={edit.value.zone}
          onChange={(zone) => edit.change({ zone })}
          error={fieldProblem(t, error, "zone")}
        />
      </div>
      {otherError !== undefined && <ErrorNotice error={otherError} />}
      <SaveBar
        isDirty={edit.isDirty}
        isPending={isPending}
        onSave={() => void save(edit.value)}
        onDrop={drop}
      />
    </Section>
  );
}
