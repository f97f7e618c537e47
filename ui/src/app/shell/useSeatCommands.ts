import { useMemo, useRef } from "react";
import { useGate, useSeat } from "@/gate";
import { useT } from "@/i18n";
import { toastProblem } from "@/kit";
import type { SeatCommands } from "./SeatMenu";

/** What can be done about who sits here: with passphrases somebody proves it, without them a press is enough. */
export function useSeatCommands(onSwitch: () => void): SeatCommands {
  const t = useT();
  const gate = useGate();
  const seat = useSeat();
  const latest = useRef({ onSwitch, seat });
  latest.current = { onSwitch, seat };
  return useMemo(() => {
    const me = gate?.me ?? null;
    const people = gate?.people ?? [];
    const stand = () => latest.current.seat.stand();
    if (gate?.guarded) {
      const change = { id: "switch", label: t("app.switchPerson"), run: () => latest.current.onSwitch() };
      return { me, hasPeople: true, isGuarded: true, others: people.length > 1 ? [change] : [], lock: stand };
    }
    const others = people
      .filter(({ id }) => id !== me?.id)
      .map(({ id, name }) => ({
        id: String(id),
        label: t("app.switchTo", { name }),
        run: () => void latest.current.seat.sit(id, "").catch((error: unknown) => toastProblem(t, error)),
      }));
    const nobody = { id: "nobody", label: t("app.nobody"), run: stand };
    return {
      me,
      hasPeople: people.length > 0,
      isGuarded: false,
      others: me ? [...others, nobody] : others,
    };
  }, [t, gate]);
}
