import { useT } from "@/i18n";
import { undo, undoLast } from "@/ipc";
import { problemWords, toast } from "@/kit";
import { operationWords } from "@/terms";

/** Takes the person's last step back, says which it was, and offers to take that back too. */
export function useUndoLast() {
  const t = useT();
  const refuse = (error: unknown) => {
    const { text, next } = problemWords(t, error);
    toast({ text: `${text} ${next}`, tone: "bad", ms: 8_000 });
  };
  return () => {
    undoLast().then(({ undone, by }) => {
      const redo = () => undo(by).then(() => toast({ text: t("app.redone") }), refuse);
      toast({
        text: t("app.undid", { what: operationWords(t, undone) }),
        action: { label: t("app.redo"), run: () => void redo() },
      });
    }, refuse);
  };
}
