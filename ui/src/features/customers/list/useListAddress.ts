import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { CustomerQuery } from "@/ipc";
import { forgetPlace } from "@/kit";
import { type FieldKey, fallsUsually, type Group, groupOf, kindOf, type Library } from "@/whom";
import { addressOf, type CustomersSearch, orderBy, queryOf, searching, sortKey } from "../search";

/** Browsers refuse addresses that change with every key. */
const addressMs = 400;

/** The name a list goes by while the program runs. */
export const nameOf = (query: CustomerQuery) => `customers ${JSON.stringify(query)}`;

/** What the address says of the list, and how it is changed. */
export function useListAddress(library: Library) {
  const navigate = useNavigate({ from: "/customers" });
  const search = useSearch({ from: "/customers" });
  const [text, setText] = useSearchText(search.q);
  const query = useMemo(() => queryOf(search), [search]);
  const group = useMemo(() => groupOf(query.filter), [query]);

  const change = useCallback(
    (next: CustomersSearch, replace: boolean) => {
      forgetPlace(nameOf(queryOf(next)));
      void navigate({ search: next, replace });
    },
    [navigate],
  );
  /** Back leads to the filter before. */
  const setGroup = useCallback(
    (filter: Group) => change({ ...search, f: addressOf({ filter }).f }, false),
    [search, change],
  );
  const setDirection = useCallback(
    (key: FieldKey, descending: boolean) => {
      const { sort: by, dir } = addressOf({ ...orderBy(key), descending });
      change({ ...search, sort: by, dir }, true);
    },
    [search, change],
  );
  /** By another field, or by the same the other way round. */
  const sortBy = useCallback(
    (key: FieldKey) => {
      const turned = sortKey(query) === key ? !query.descending : undefined;
      setDirection(key, turned ?? fallsUsually(kindOf(key, library)));
    },
    [query, library, setDirection],
  );

  return {
    search,
    text,
    setText,
    query,
    group,
    setGroup,
    sortBy,
    setDescending: (descending: boolean) => setDirection(sortKey(query), descending),
    setQuery: (wanted: CustomerQuery) => change({ ...search, ...addressOf(wanted) }, false),
    /** What was searched for stands in the address before somebody leaves the list. */
    settle: async () => {
      if (text.trim() === (search.q ?? "")) return;
      await navigate({ search: (before) => searching(before, text.trim()), replace: true });
    },
  };
}

/** The text in the box, which the address follows a moment later. */
function useSearchText(address = "") {
  const navigate = useNavigate({ from: "/customers" });
  const [text, setText] = useState(address);
  const [known, setKnown] = useState(address);
  if (known !== address) {
    // The address changed by other means, such as Back: it wins. What we wrote ourselves is the same text.
    setKnown(address);
    if (address !== text.trim()) setText(address);
  }
  useEffect(() => {
    const q = text.trim();
    if (q === address) return;
    const timer = setTimeout(() => {
      void navigate({ search: (before) => searching(before, q), replace: true });
    }, addressMs);
    return () => clearTimeout(timer);
  }, [text, address, navigate]);
  return [text, setText] as const;
}
