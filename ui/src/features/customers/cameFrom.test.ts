import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { customers } from "@/ipc";
import { placeIn, rememberList, rowIn, step } from "./cameFrom";
import type { CustomerId } from "./queries";
import { queryOf } from "./search";

const id = (index: number) => `c${index}` as CustomerId;
const total = 102;

vi.spyOn(customers, "count").mockResolvedValue(total);
vi.spyOn(customers, "page").mockImplementation(async (_, start, limit) => ({
  start,
  rows: Array.from({ length: Math.min(limit, total - start) }, (_, at) => ({
    id: id(start + at),
    kind: "person",
    name: "",
    phone: "",
    maskedPhone: "",
    externalId: "",
    company: "",
    tags: [],
    segment: null,
    stage: null,
    four: null,
    eight: null,
    rhythmDays: null,
    tier: null,
    lastPurchase: null,
    purchases: 0,
    spentFen: 0,
  })),
}));

const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
const from = (index: number) =>
  rememberList({ kind: "list", name: "all", id: id(index), index, query: queryOf({}) });

test.each([
  [0, 1, 1],
  [0, -1, undefined],
  [99, 1, 100],
  [100, -1, 99],
  [101, 1, undefined],
] as const)("from row %i, %i further, is row %o", async (index, by, expected) => {
  from(index);
  expect(await step(client, id(index), by)).toBe(expected === undefined ? undefined : id(expected));
  expect(rowIn("all")).toBe(expected ?? index);
});

test("whoever was found another way has no neighbours", async () => {
  from(5);
  expect(await step(client, id(6), 1)).toBeUndefined();
  expect(await placeIn(client, id(6))).toBeNull();
  expect(await placeIn(client, id(5))).toEqual({ at: 6, of: total });
});

test("search results are walked in their own order", async () => {
  rememberList({ kind: "finds", name: "finds zs", id: id(9), index: 0, ids: [id(9), id(2)] });
  expect(await step(client, id(9), 1)).toBe(id(2));
  expect(await step(client, id(2), 1)).toBeUndefined();
});
