export interface Typed {
  hours: string;
  minutes: string;
}

/** As it stands in the two fields. */
export const typedOf = (total: number): Typed => ({
  hours: String(Math.floor(total / 60)),
  minutes: String(total % 60),
});

/** More figures than any time has would only overflow. */
const mostFigures = 6;

const figures = (text: string): number =>
  Number(text.normalize("NFKC").replace(/\D/g, "").slice(0, mostFigures));

/** What was typed, in minutes; full-width figures count, anything else does not. */
export const totalOf = ({ hours, minutes }: Typed): number => figures(hours) * 60 + figures(minutes);

/** A whole number as typed; nothing typed is none. */
export const wholeOf = figures;
