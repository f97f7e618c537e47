import type { QueryClient } from "@tanstack/react-query";
import type { CustomerQuery } from "@/ipc";
import { blockOf, blockSize, type CustomerId, countOf } from "./queries";

/** The list one came from, so that the next customer is one key away. */
export type CameFrom = {
  /** The name the list goes by when it is shown again. */
  name: string;
  id: CustomerId;
  index: number;
} & ({ kind: "list"; query: CustomerQuery } | { kind: "finds"; ids: readonly CustomerId[] });

let cameFrom: CameFrom | undefined;

export const rememberList = (from: CameFrom) => {
  cameFrom = from;
};

/** The row one stands on in the list of that name. */
export const rowIn = (name: string) => (cameFrom?.name === name ? cameFrom.index : 0);

async function rowAt(client: QueryClient, from: CameFrom, index: number): Promise<CustomerId | undefined> {
  if (index < 0) return undefined;
  if (from.kind === "finds") return from.ids[index];
  const block = Math.floor(index / blockSize);
  const rows = await client.fetchQuery(blockOf(from.query, block));
  return rows[index - block * blockSize]?.id;
}

/** The list that led to this customer; none where they were found another way. */
const listOf = (id: CustomerId) => (cameFrom?.id === id ? cameFrom : undefined);

/** The next or previous customer of that list, on whose row one then stands. None at either end. */
export async function step(
  client: QueryClient,
  here: CustomerId,
  by: 1 | -1,
): Promise<CustomerId | undefined> {
  const from = listOf(here);
  const id = from && (await rowAt(client, from, from.index + by));
  if (!from || !id) return undefined;
  cameFrom = { ...from, id, index: from.index + by };
  return id;
}

/** Where in that list one stands, for the words beside the arrows. */
export async function placeIn(
  client: QueryClient,
  here: CustomerId,
): Promise<{ at: number; of: number } | null> {
  const from = listOf(here);
  if (!from) return null;
  const of = from.kind === "finds" ? from.ids.length : await client.fetchQuery(countOf(from.query));
  return { at: from.index + 1, of };
}
