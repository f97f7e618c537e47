/** The Chinese full stop, which the key of the decimal point types in a Chinese input method. */
const stop = "\u3002";
/** Currency marks before or after an amount: the sign and the character for yuan, and what parts thousands. */
const marks = /[¥\u5143,\s]/g;

/**
 * The fen of an amount in yuan as people type it, full-width digits included. Undefined where anything else stands in
 * it: an amount is refused, never shortened.
 */
export function readFen(text: string): number | undefined {
  const plain = text.normalize("NFKC").replaceAll(stop, ".").replace(marks, "");
  const [, yuan, parts = ""] = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain) ?? [];
  return yuan === undefined ? undefined : Number(yuan) * 100 + Number(parts.padEnd(2, "0"));
}
