import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CustomerQuery, CustomerRow, Shown } from "@/ipc";
import { blockOf, blockSize, type CustomerId, countOf } from "../queries";
import { nameOf } from "./useListAddress";

/** While somebody drags through a million rows, only where they come to rest is worth asking for. */
const restMs = 50;

interface Span {
  from: number;
  to: number;
}

const spanOf = (first: number, end: number): Span => ({
  from: Math.floor(first / blockSize),
  to: Math.floor(Math.max(first, end - 1) / blockSize),
});

/** The blocks on the screen first, then one on either side. */
function blocksOf({ from, to }: Span, count: number): number[] {
  const shown = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return [...shown, to + 1, from - 1].filter((block) => block >= 0 && block * blockSize < count);
}

/** Any row of a list of any length: blocks are fetched as they come into sight and kept for a while. */
export function useCustomerRows(list: CustomerQuery, show: Shown) {
  const client = useQueryClient();
  const query = useMemo(() => ({ ...list, show }), [list, show]);
  const total = useQuery({ ...countOf(list), placeholderData: keepPreviousData });
  const count = total.data ?? 0;
  const [span, setSpan] = useState<Span>({ from: 0, to: 0 });
  const latest = useRef(span);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);

  const onWindow = useCallback((first: number, end: number) => {
    const next = spanOf(first, end);
    const before = latest.current;
    if (next.from === before.from && next.to === before.to) return;
    clearTimeout(rest.current);
    const take = () => {
      latest.current = next;
      setSpan(next);
    };
    const isNear = next.from <= before.to + 1 && next.to >= before.from - 1;
    if (isNear) take();
    else rest.current = setTimeout(take, restMs);
  }, []);

  const blocks = blocksOf(span, count);
  const answers = useQueries({ queries: blocks.map((block) => blockOf(query, block)) });
  const problem = total.error ?? answers.find(({ error }) => error)?.error;

  function row(index: number): CustomerRow | undefined {
    const block = Math.floor(index / blockSize);
    const at = blocks.indexOf(block);
    const rows = at >= 0 ? answers[at]?.data : client.getQueryData(blockOf(query, block).queryKey);
    return (rows ?? before(block))?.[index - block * blockSize];
  }

  // Another column asks for everyone anew; what was there stays until then.
  const shown = useRef(query);
  const isShown = answers.length > 0 && answers.every(({ data }) => data !== undefined);
  useEffect(() => {
    if (isShown) shown.current = query;
  }, [isShown, query]);
  function before(block: number) {
    const { show: _, ...earlier } = shown.current;
    const isSame = nameOf(earlier) === nameOf(list);
    return isSame ? client.getQueryData(blockOf(shown.current, block).queryKey) : undefined;
  }

  const idsOf = useCallback(
    async (first: number, end: number): Promise<CustomerId[]> => {
      const { from, to } = spanOf(first, end);
      const found = [];
      for (let block = from; block <= to; block++) {
        found.push(...(await client.fetchQuery(blockOf(query, block))));
      }
      return found.slice(first - from * blockSize, end - from * blockSize).map(({ id }) => id);
    },
    [client, query],
  );

  return {
    count,
    /** As rows are asked for, so that the next customer of the list is found without another call. */
    query,
    /** Who stands on rows `first` up to, not including, `end`, loaded or not. */
    idsOf,
    isCounted: total.data !== undefined,
    row,
    onWindow,
    problem,
    retry: () => client.refetchQueries({ queryKey: ["customers"], type: "active" }),
  };
}
