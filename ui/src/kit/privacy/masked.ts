/** Digits of a number as people write it, with what may stand between them. */
const between = "[ \\-.]?";
/** Chinese mobiles, numbers with an area code, international ones, and what is as long as a mobile. */
const numbers = new RegExp(
  [
    `(?:\\+?86${between})?1[3-9]\\d${between}\\d{4}${between}\\d{4}`,
    `\\+\\d(?:${between}\\d){6,14}`,
    `0\\d{2,3}${between}\\d{3,4}${between}\\d{4}`,
    "\\d{11,}",
  ]
    .map((form) => `(?<!\\d)${form}(?!\\d)`)
    .join("|"),
  "g",
);

/**
 * The digits of a number but the first three and the last four, as Rust hides them in a customer's own number. For
 * what is not kept as a number: Rust has no other form of it.
 */
export function maskedNumber(text: string): string {
  const digits = text.replace(/\D/g, "").length;
  let seen = 0;
  return text.replace(/\d/g, (digit) => {
    seen += 1;
    return seen > 3 && seen + 4 <= digits ? "*" : digit;
  });
}

/** A text with the telephone numbers in it hidden: a note, an address, a cell of a sheet. */
export const maskedText = (text: string): string => text.replace(numbers, maskedNumber);
