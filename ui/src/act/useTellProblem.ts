import { useCallback } from "react";
import { useT } from "@/i18n";
import { toastProblem, useWorded } from "@/kit";

/** For presses in menus, where no place on the page could hold the problem. */
export function useTellProblem() {
  const t = useT();
  const worded = useWorded();
  return useCallback((error: unknown) => toastProblem(t, worded(error)), [t, worded]);
}
