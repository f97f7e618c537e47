import type { T } from "@/i18n";
import { problemWords } from "./ErrorNotice";
import { toast } from "./toasts";

/** Says what was done and holds out the way back; where that way turns out closed, says why. */
export function offerUndo(t: T, text: string, undo: () => Promise<unknown>) {
  const run = () => {
    undo().then(
      () => toast({ text: t("kit.undone") }),
      (error) => toast({ text: sentence(t, error), tone: "bad", ms: 8_000 }),
    );
  };
  toast({ text, tone: "good", action: { label: t("kit.undo"), run } });
}

/** Both halves of a problem in one line. */
function sentence(t: T, error: unknown): string {
  const { text, next } = problemWords(t, error);
  return `${text} ${next}`;
}
