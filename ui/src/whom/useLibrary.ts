import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Filter, Preference, TierLevel } from "@/ipc";
import { programs } from "@/shop";
import type { Library } from "./fields";
import { library, ownFields } from "./queries";

const none: readonly Preference[] = [];
const noLevels: readonly TierLevel[] = [];

/** What the shop defined for itself. Counting who likes what takes a while, so preferences come only where asked for. */
export function useLibrary(withPreferences = false): Library {
  const own = useQuery(ownFields());
  const liked = useQuery({ ...library(), enabled: withPreferences });
  const program = useQuery(programs());
  return useMemo(
    () => ({
      fields: own.data ?? [],
      preferences: liked.data?.map(({ preference }) => preference) ?? none,
      levels: program.data?.now.levels ?? noLevels,
      isWhole:
        own.data !== undefined &&
        program.data !== undefined &&
        (!withPreferences || liked.data !== undefined),
    }),
    [own.data, liked.data, program.data, withPreferences],
  );
}

/** Whether a filter can be worded only with the library of preferences. */
export function asksPreferences(filter: Filter): boolean {
  if (filter.kind === "all" || filter.kind === "any") return filter.of.some(asksPreferences);
  if (filter.kind === "not") return asksPreferences(filter.of);
  return filter.kind === "where" && filter.field === "preferences";
}
