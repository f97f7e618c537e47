import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useT } from "@/i18n";
import type { ActorView } from "@/ipc";
import { people } from "../queries";

/** Says who did something; of somebody who left only that. */
export function useActorName(): (actor: ActorView) => string {
  const t = useT();
  const { data } = useQuery(people());
  return useCallback(
    (actor) => {
      if (actor.who === "system") return t("settings.bySystem");
      if (actor.who === "owner") return t("settings.byOwner");
      if (!data) return "";
      return data.find(({ person }) => person.id === actor.id)?.person.name ?? t("settings.byFormer");
    },
    [t, data],
  );
}
