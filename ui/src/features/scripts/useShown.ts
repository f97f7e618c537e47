import { useCallback } from "react";
import { isWorded, useT } from "@/i18n";
import { withNames } from "./draft";

/** Turns the keys of variables into the names under which this screen knows them. */
export function useShown() {
  const t = useT();
  return useCallback(
    (text: string) =>
      withNames(text, (key) => {
        const word = `scripts.variable.${key}`;
        return isWorded(word) ? t(word) : undefined;
      }),
    [t],
  );
}
