import type { Language, T } from "@/i18n";
import type { ContactLimitView } from "@/ipc";
import { formatDay } from "@/kit";

const isQuiet = ({ quietUntil }: ContactLimitView, today: string) =>
  quietUntil !== null && quietUntil >= today;

/** Whether it holds anything back today or later. */
export const isLimited = (limit: ContactLimitView, today: string) =>
  limit.cap !== null || isQuiet(limit, today);

/** What holds for one customer alone, as one line. */
export function limitWords(t: T, language: Language, today: string, limit: ContactLimitView): string {
  const quiet =
    isQuiet(limit, today) && limit.quietUntil
      ? t("customers.limit.quiet", { day: formatDay(limit.quietUntil, language) })
      : "";
  const cap = limit.cap ? t("customers.limit.cap", { ...limit.cap }) : "";
  return [quiet, cap].filter(Boolean).join(" · ");
}
