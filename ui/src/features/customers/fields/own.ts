// Values of the shop's own fields as they are typed.
import { CommandError, type CustomField, type CustomValue } from "@/ipc";
import { formatMoney, numberText, readNumber, readSignedFen } from "@/kit";

export function textOf(value: CustomValue | null): string {
  switch (value?.kind) {
    case "text":
      return value.value;
    case "number":
      return numberText(value.value);
    case "money":
      // Without the sign, as one would type it.
      return formatMoney(value.value)
        .replace(/[\u00a5,]/g, "")
        .replace("\u2212", "-");
    default:
      return "";
  }
}

/** What was typed or chosen as a value of this field; undefined where it cannot be read. */
export function typedValue({ kind }: CustomField, text: string): CustomValue | undefined {
  switch (kind) {
    case "text":
      return { kind, value: text };
    case "number":
    case "money": {
      const value = kind === "money" ? readSignedFen(text) : readNumber(text);
      return value === undefined ? undefined : { kind, value };
    }
    case "date":
      return { kind, value: text };
    case "choice":
      return { kind, value: Number(text) };
    case "yesNo":
      return { kind, value: text === "yes" };
  }
}

/** The same of what may be empty. What cannot be read is refused as Rust would. */
export function readValue(field: CustomField, text: string): CustomValue | null {
  if (text === "") return null;
  const value = typedValue(field, text);
  if (!value) throw new CommandError({ kind: "invalid", field: field.id, code: "unreadable" });
  return value;
}
