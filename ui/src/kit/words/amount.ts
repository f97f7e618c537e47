/** The Chinese full stop, which the key of the decimal point types in a Chinese input method. */
const stop = "\u3002";
/** Currency marks before or after an amount: the sign and the character for yuan, and what parts thousands. */
const marks = /[¥\u5143,\s]/g;

const plain = (text: string) => text.normalize("NFKC").replaceAll(stop, ".");

/**
 * The fen of an amount in yuan as people type it, full-width digits included. Undefined where anything else stands in
 * it: an amount is refused, never shortened.
 */
export function readFen(text: string): number | undefined {
  const [, yuan, parts = ""] = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain(text).replace(marks, "")) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(parts.padEnd(2, "0"));
}

/** The same of an amount that may be less than nothing. */
export function readSignedFen(text: string): number | undefined {
  const typed = plain(text).trim();
  const size = readFen(typed.replace(/^[-\u2212\u2013]/, ""));
  return size && /^[-\u2212\u2013]/.test(typed) ? -size : size;
}

/** The ten-thousandths of a number as people type it, with at most four decimals; undefined as above. */
export function readNumber(text: string): number | undefined {
  const typed = plain(text)
    .replace(/[,\s]/g, "")
    .replace(/^[\u2212\u2013]/, "-");
  const [, sign, whole, parts = ""] = /^([-+]?)(\d{1,11})(?:\.(\d{0,4}))?$/.exec(typed) ?? [];
  if (whole === undefined) return undefined;
  const size = Number(whole) * 10_000 + Number(parts.padEnd(4, "0"));
  return sign === "-" && size > 0 ? -size : size;
}

/** The reverse of {@link readNumber}, as one would type it. */
export const numberText = (tenThousandths: number): string => String(tenThousandths / 10_000);
