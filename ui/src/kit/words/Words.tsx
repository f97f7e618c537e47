import { createContext, type ReactNode, useContext } from "react";
import { useLanguage } from "@/i18n";
import {
  dayOf,
  formatDay,
  formatInstant,
  formatMoney,
  formatNumber,
  formatRelativeDay,
  type InstantStyle,
} from "./format";

/** Where the shop is, and which day it is there. Both come from Rust; the screens read no clock of their own. */
export interface ShopTime {
  zone: string;
  today: string;
}

const Here = createContext<ShopTime>({ zone: "Asia/Shanghai", today: "1970-01-01" });

export function ShopTimeProvider({ value, children }: { value: ShopTime; children: ReactNode }) {
  return <Here value={value}>{children}</Here>;
}

export const useShopTime = () => useContext(Here);

export function Money({ fen }: { fen: number }) {
  return <span className="tabular">{formatMoney(fen)}</span>;
}

export function Count({ value }: { value: number }) {
  return <span className="tabular">{formatNumber(value, useLanguage())}</span>;
}

export function Instant({ ms, style }: { ms: number; style?: InstantStyle }) {
  const { zone } = useShopTime();
  const language = useLanguage();
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      title={formatInstant(ms, zone, language, "dayTime")}
      className="tabular"
    >
      {formatInstant(ms, zone, language, style)}
    </time>
  );
}

export function Day({ day, style }: { day: string; style?: "day" | "long" }) {
  return (
    <time dateTime={day} className="tabular">
      {formatDay(day, useLanguage(), style)}
    </time>
  );
}

/** "In 3 days", with the date itself as the title. Takes a civil day or an instant. */
export function RelativeDay({ day, ms }: { day: string; ms?: undefined } | { ms: number; day?: undefined }) {
  const { zone, today } = useShopTime();
  const language = useLanguage();
  const civil = day ?? dayOf(ms, zone);
  return (
    <time dateTime={civil} title={formatDay(civil, language, "long")}>
      {formatRelativeDay(civil, today, language)}
    </time>
  );
}
