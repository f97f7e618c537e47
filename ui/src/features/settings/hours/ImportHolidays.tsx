import { CalendarPlus } from "lucide-react";
import { useState } from "react";
import { datedWords, officialName } from "@/hours";
import { useLanguage, useT } from "@/i18n";
import {
  type BusinessCalendar,
  type CalendarImport,
  calendar,
  type HeldFile,
  holdFile,
  type OfficialDays,
  pickFile,
} from "@/ipc";
import { Button, Chip, Dialog, ErrorNotice, formatDay, useFileDrop } from "@/kit";
import settings from "../settings.module.css";
import styles from "./hours.module.css";

interface Props {
  draft: BusinessCalendar;
  onTake: (imported: OfficialDays[]) => void;
}

/** Official days from an iCalendar file: looked at first, taken into what is being edited, saved with it. */
export function ImportHolidays({ draft, onTake }: Props) {
  const t = useT();
  const [found, setFound] = useState<{ name: string; brings: CalendarImport }>();
  const [error, setError] = useState<unknown>();
  const [isReading, setReading] = useState(false);
  async function read(file: Promise<HeldFile | null>) {
    setReading(true);
    setError(undefined);
    try {
      const held = await file;
      if (held) setFound({ name: held.name, brings: await calendar.readFile(draft, held.token) });
    } catch (thrown) {
      setError(thrown);
    } finally {
      setReading(false);
    }
  }
  useFileDrop(([file]) => file && void read(holdFile(file)));
  return (
    <>
      <div className={styles.import}>
        <Button
          icon={<CalendarPlus aria-hidden="true" />}
          isPending={isReading}
          onPress={() => void read(pickFile(["ics"]))}
        >
          {t("settings.hours.import")}
        </Button>
        <span className={settings.text}>{t("settings.hours.importHint")}</span>
      </div>
      {error !== undefined && <ErrorNotice error={error} />}
      {found && (
        <Preview
          {...found}
          onClose={() => setFound(undefined)}
          onTake={() => {
            onTake(found.brings.taken.days);
            setFound(undefined);
          }}
        />
      )}
    </>
  );
}

interface PreviewProps {
  name: string;
  brings: CalendarImport;
  onClose: () => void;
  onTake: () => void;
}

function Preview({ name, brings: { taken, skipped }, onClose, onTake }: PreviewProps) {
  const t = useT();
  const { added, replaced, known } = taken;
  const isNew = added.length > 0;
  return (
    <Dialog
      title={t("settings.hours.importOf", { name })}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{t(isNew ? "kit.cancel" : "kit.close")}</Button>
          {isNew && (
            <Button tone="primary" onPress={onTake} autoFocus>
              {t("settings.hours.take", { count: added.length })}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.preview}>
        {!isNew && <p>{t("settings.hours.nothingNew")}</p>}
        <Found days={added} />
        {known > 0 && <p className={settings.text}>{t("settings.hours.known", { count: known })}</p>}
        {replaced.length > 0 && (
          <>
            <h3>{t("settings.hours.replaced")}</h3>
            <Found days={replaced} />
          </>
        )}
        {skipped.length > 0 && (
          <>
            <h3>{t("settings.hours.skipped", { count: skipped.length })}</h3>
            <Skipped events={skipped} />
          </>
        )}
        {isNew && <p className={settings.text}>{t("settings.hours.thenSave")}</p>}
      </div>
    </Dialog>
  );
}

function Found({ days }: { days: readonly OfficialDays[] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <ul className={styles.official}>
      {days.map((one) => (
        <li key={one.from}>
          <span className={styles.when}>{datedWords(one.from, one.to, language)}</span>
          <span className={styles.name}>{officialName(t, one)}</span>
          <Chip tone={one.works ? "soon" : "regular"}>
            {t(one.works ? "settings.hours.works" : "settings.hours.off")}
          </Chip>
        </li>
      ))}
    </ul>
  );
}

/** As many as anybody reads. */
const read = 50;

function Skipped({ events }: { events: CalendarImport["skipped"] }) {
  const t = useT();
  const language = useLanguage();
  return (
    <ul className={styles.official}>
      {events.slice(0, read).map(({ name, day, why }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file may say the same thing twice.
        <li key={at}>
          <span className={styles.when}>{day ? formatDay(day, language) : "–"}</span>
          <span className={styles.name}>{name}</span>
          <small>{t(`settings.hours.why.${why}`)}</small>
        </li>
      ))}
    </ul>
  );
}
