import { useMemo } from "react";
import { isWorded, useT } from "@/i18n";
import { ComboBox } from "@/kit";

/** Where most of our shops are; offered first and under the names people use. */
const common = [
  "Asia/Shanghai",
  "Asia/Urumqi",
  "Asia/Hong_Kong",
  "Asia/Macau",
  "Asia/Taipei",
  "Asia/Singapore",
  "Asia/Kuala_Lumpur",
  "Asia/Bangkok",
  "Asia/Tokyo",
  "Asia/Seoul",
  "Australia/Sydney",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Paris",
  "America/New_York",
  "America/Los_Angeles",
  "America/Toronto",
  "America/Vancouver",
];

/** The zone of this computer, the best guess for the shop's; one that says UTC was never told where it is. */
export function zoneHere(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return !timeZone || /^(UTC|Etc\/.*)$/.test(timeZone) ? "Asia/Shanghai" : timeZone;
}

interface Props {
  value: string;
  onChange: (zone: string) => void;
  error?: string;
}

export function ZoneField({ value, onChange, error }: Props) {
  const t = useT();
  const options = useMemo(() => {
    const all = new Set([...common, value, ...Intl.supportedValuesOf("timeZone")]);
    return [...all].map((zone) => {
      const key = `zones.${zone}`;
      return { value: zone, label: isWorded(key) ? `${t(key)} (${zone})` : zone };
    });
  }, [t, value]);
  return (
    <ComboBox
      label={t("zones.label")}
      description={t("zones.hint")}
      options={options}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
      error={error}
    />
  );
}
