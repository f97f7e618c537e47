import {
  infiniteQueryOptions,
  MutationCache,
  QueryCache,
  QueryClient,
  type QueryKey,
  queryOptions,
} from "@tanstack/react-query";
import type { DataKind, Event } from "./bindings";
import { CommandError } from "./transport";

/** The kinds of data a query can be made of. */
export type Kind = Exclude<DataKind, "all">;

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { provides?: readonly Kind[] };
  }
}

/**
 * A query over a command. `provides` says which kinds of data its answer is made of; when Rust reports that one of
 * them changed, the query is fetched again. No screen drops caches by hand.
 */
export function provide<T>(
  provides: readonly Kind[],
  key: QueryKey,
  fetch: (signal: AbortSignal) => Promise<T>,
) {
  return queryOptions({ queryKey: key, queryFn: ({ signal }) => fetch(signal), meta: { provides } });
}

/** The same for an answer that comes page by page, each with the cursor of the next. */
export function providePages<P extends { next: unknown }>(
  provides: readonly Kind[],
  key: QueryKey,
  fetch: (after: P["next"], signal: AbortSignal) => Promise<P>,
) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetch(pageParam, signal),
    initialPageParam: null as P["next"],
    getNextPageParam: (page: P) => page.next,
    meta: { provides },
  });
}

export async function refetchChanged(client: QueryClient, kinds: readonly DataKind[]): Promise<void> {
  const all = kinds.includes("all");
  const isMadeOf = ({ meta }: { meta?: { provides?: readonly Kind[] } }) =>
    all || (meta?.provides?.some((kind) => kinds.includes(kind)) ?? false);
  // A first fetch under way may have read the data before the change, and the client would take it as fresh enough.
  const early = client
    .getQueryCache()
    .findAll({ predicate: isMadeOf, fetchStatus: "fetching" })
    .filter((query) => query.state.data === undefined);
  await client.invalidateQueries({ predicate: isMadeOf });
  if (early.length > 0) await client.invalidateQueries({ predicate: (query) => early.includes(query) });
}

/** Whether the shop is open, and to whom: the one answer that holds while it is shut. */
export const gateKey = ["gate"] as const;

export function onHuikeEvent(client: QueryClient, event: Event) {
  if (event.type === "gate") void client.invalidateQueries({ queryKey: gateKey });
  if (event.type === "changed") void refetchChanged(client, event.kinds);
}

/** Everything is on this PC: being offline means nothing, and a typed error is an answer, not an accident. */
export function makeQueryClient(): QueryClient {
  const retry = (failures: number, error: Error) =>
    failures < 2 && error instanceof CommandError && error.error.kind === "offline";
  // A screen that heard of nothing learns from the first refusal that the shop is shut.
  const onError = (error: unknown) => {
    if (!(error instanceof CommandError)) return;
    const { kind } = error.error;
    if (kind === "locked" || kind === "damaged") void client.invalidateQueries({ queryKey: gateKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        retry,
        retryDelay: 300,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}
