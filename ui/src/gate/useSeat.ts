import { useQueryClient } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { type GateView, gate } from "@/ipc";
import { toastProblem } from "@/kit";
import type { PersonId } from "./lastPerson";
import { gateStatus } from "./queries";

/** Sitting down at this PC, and standing up. */
export function useSeat() {
  const t = useT();
  const client = useQueryClient();
  const { queryKey } = gateStatus();
  const askAnew = () => void client.invalidateQueries({ queryKey });
  return {
    /** Refused where the passphrase is wrong; whatever else is in the way, the gate itself shows. */
    sit: (person: PersonId, passphrase: string) =>
      gate.unlock(person, passphrase).then(
        (view) => void client.setQueryData(queryKey, view),
        (error: unknown) => {
          askAnew();
          throw error;
        },
      ),
    /** Where the shop takes a passphrase this shuts it; the screen is empty before the file is closed. */
    stand: () => {
      client.setQueryData(queryKey, (view: GateView | undefined) =>
        view?.guarded ? { ...view, open: false, me: null, rights: [] } : view,
      );
      gate
        .lock()
        .catch((error: unknown) => toastProblem(t, error))
        .finally(askAnew);
    },
    askAnew,
  };
}
