import type { T } from "@/i18n";
import { problemWords } from "./problem";
import { toast } from "./toasts";

/** Says what was done and holds out the way back; where that way turns out closed, says why. */
export function offerUndo(t: T, text: string, undo: () => Promise<unknown>) {
  const run = () => {
    undo().then(
      () => toast({ text: t("kit.undone") }),
      (error) => toastProblem(t, error),
    );
  };
  toast({ text, tone: "good", action: { label: t("kit.undo"), run } });
}

/** For what goes wrong where no place on the page belongs to it. */
export function toastProblem(t: T, error: unknown) {
  const { text, next } = problemWords(t, error);
  toast({ text: `${text} ${next}`, tone: "bad", ms: 8_000 });
}
