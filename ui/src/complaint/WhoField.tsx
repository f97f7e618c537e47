import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { ComboBox } from "@/kit";
import { names } from "./queries";

interface Props {
  label: string;
  value: string;
  onChange: (name: string) => void;
  error?: string | undefined;
  optional?: boolean;
  description?: string;
}

/** Somebody's name: one that is known, or any that is typed. */
export function WhoField({ value, onChange, ...words }: Props) {
  const t = useT();
  const { data = [] } = useQuery(names());
  return (
    <ComboBox
      {...words}
      allowsCustomValue
      placeholder={t("complaints.whoPlaceholder")}
      options={data.map((name) => ({ value: name, label: name }))}
      value={data.includes(value) ? value : null}
      inputValue={value}
      onInputChange={onChange}
      onChange={(name) => name !== null && onChange(name)}
    />
  );
}
