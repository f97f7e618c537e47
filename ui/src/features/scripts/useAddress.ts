import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ScriptsSearch } from "./search";

/** What the address says, and the way to say something else there. */
export function useAddress() {
  const search = useSearch({ from: "/scripts" });
  const navigate = useNavigate();
  const go = (part: Partial<ScriptsSearch>, how: { replace?: boolean } = {}) =>
    void navigate({ to: "/scripts", search: { ...search, ...part }, ...how });
  return { search, go };
}
