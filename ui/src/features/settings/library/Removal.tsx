import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import type { Defined } from "@/ipc";
import { ConfirmDialog, ErrorNotice, toastProblem } from "@/kit";
import { holdersOf } from "../queries";

/** What is to be taken away, and from how many customers. */
export interface Loss {
  title: string;
  of: Defined;
  run: () => Promise<unknown>;
}

interface Props {
  loss: Loss;
  onClose: () => void;
}

/** The exact number first: who would lose something is counted before anybody says yes. */
export function Removal({ loss, onClose }: Props) {
  const t = useT();
  const { data: count, error, refetch } = useQuery(holdersOf(loss.of));
  const isLike = loss.of.kind === "preference" || loss.of.kind === "category";
  const words = (count: number) => {
    if (isLike) {
      return count === 0 ? t("settings.library.removeNobody") : t("settings.library.removeWhat", { count });
    }
    return count === 0 ? t("settings.own.holdersNone") : t("settings.own.holders", { count });
  };
  function confirm() {
    onClose();
    loss.run().catch((thrown: unknown) => toastProblem(t, thrown));
  }
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={loss.title}
      action={t("settings.library.removeAction")}
      onConfirm={confirm}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && <p role="status">{count === undefined ? t("settings.library.counting") : words(count)}</p>}
    </ConfirmDialog>
  );
}
