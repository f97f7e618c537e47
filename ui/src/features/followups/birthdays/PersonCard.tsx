import { Link } from "@tanstack/react-router";
import { CakeSlice, CalendarCheck, CalendarPlus, Check, MoonStar } from "lucide-react";
import { type T, useLanguage, useT } from "@/i18n";
import { type BirthdayView, followups, type Greeted, undo, useWrite } from "@/ipc";
import { Button, Chip, formatInstant, momentOn, offerUndo, toastProblem, useShopTime } from "@/kit";
import { SegmentChip } from "@/terms";
import styles from "./birthdays.module.css";

/** The hour at which a birthday that is planned here is due. */
const greetingHour = 10;

export function greetedWords(t: T, greeted: Greeted): string {
  return t(`followups.birthdays.greeted.${greeted.kind}`);
}

/** Somebody's birthday; where nobody thinks of it, one press plans it. */
export function PersonCard({ person, day }: { person: BirthdayView; day: string }) {
  const t = useT();
  const { zone, today } = useShopTime();
  const plan = useWrite(async (op) => followups.set(op, person.customer, await due(), note, null));
  const note = t("followups.birthdays.note");

  /** On the day at ten; of today that may be past, so then in two hours or when the shop opens next. */
  async function due(): Promise<number> {
    if (day > today) return momentOn(day, zone, greetingHour);
    const [soonest] = await followups.snoozeChoices();
    return soonest?.at ?? momentOn(day, zone, greetingHour);
  }

  async function set() {
    try {
      const written = await plan.mutateAsync();
      offerUndo(t, t("followups.birthdays.planned", { who: person.customerName }), () => undo(written.op));
    } catch (error) {
      toastProblem(t, error);
    }
  }

  return (
    <li className={styles.person} data-greeted={person.greeted.kind}>
      <div className={styles.name}>
        <CakeSlice aria-hidden="true" />
        <Link to="/customers/$customerId" params={{ customerId: person.customer }}>
          {person.customerName}
        </Link>
      </div>
      <div className={styles.marks}>
        {person.age !== null && <span>{t("followups.birthdays.age", { count: person.age })}</span>}
        {person.lunar && <Chip icon={<MoonStar aria-hidden="true" />}>{t("followups.birthdays.lunar")}</Chip>}
        {person.segment && <SegmentChip segment={person.segment} />}
      </div>
      <div className={styles.greeted}>
        {person.greeted.kind === "no" ? (
          <Button
            size="small"
            icon={<CalendarPlus />}
            isPending={plan.isPending}
            onPress={() => void set()}
            aria-label={t("followups.birthdays.planFor", { who: person.customerName })}
          >
            {t("followups.birthdays.plan")}
          </Button>
        ) : (
          <GreetedChip greeted={person.greeted} />
        )}
      </div>
    </li>
  );
}

function GreetedChip({ greeted }: { greeted: Greeted }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  if (greeted.kind === "done") {
    return (
      <Chip tone="ontrack" icon={<Check aria-hidden="true" />}>
        {greetedWords(t, greeted)}
      </Chip>
    );
  }
  return (
    <Chip tone="met" icon={<CalendarCheck aria-hidden="true" />}>
      {greetedWords(t, greeted)}
      {greeted.kind === "planned" && ` ${formatInstant(greeted.due, zone, language, "monthDay")}`}
    </Chip>
  );
}
