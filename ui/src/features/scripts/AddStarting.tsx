import { useAct, useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { scripts } from "@/ipc";
import { Button } from "@/kit";

/** Brings the scripts of the program that the shop does not have. */
export function AddStarting({ count }: { count: number }) {
  const t = useT();
  const tell = useTellProblem();
  const { run, isPending } = useAct(
    (op) => scripts.addStarting(op),
    () => t("scripts.startingAdded", { count }),
  );
  return (
    <Button isPending={isPending} onPress={() => void run(undefined).catch(tell)}>
      {t("scripts.addStarting", { count })}
    </Button>
  );
}
