const length = 12;

/** Two places of the code, from 1, in order: whoever has the sheet reads them off, whoever guesses does not. */
export function twoPlaces(): [number, number] {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint32Array(2));
  const first = 1 + (one % length);
  const second = 1 + ((first + (other % (length - 1))) % length);
  return first < second ? [first, second] : [second, first];
}

export const isSameWord = (typed: string, word: string) => typed.trim().toLowerCase() === word.toLowerCase();
