import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { type Kind, provide, refetchChanged } from "./invalidation";
import { CommandError, call } from "./transport";

const answer = (status: number, body?: string) =>
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(body, { status })),
  );
const thrownBy = (promise: Promise<unknown>) =>
  promise.then(() => undefined).catch((thrown: unknown) => thrown);

afterEach(() => vi.unstubAllGlobals());

test("a command is a POST with the token, and its answer comes back", async () => {
  answer(200, '{"a":1}');
  await expect(call("customers_page", { limit: 2 })).resolves.toEqual({ a: 1 });
  const [path, init] = vi.mocked(fetch).mock.calls[0] ?? [];
  expect(path).toBe("/api/customers_page");
  expect(init).toMatchObject({ method: "POST", body: '{"limit":2}' });
  expect(init?.headers).toHaveProperty("X-Huike-Token");
});

test.each([
  [409, '{"kind":"conflict","operation":"x"}', { kind: "conflict", operation: "x" }],
  [401, "", { kind: "unauthorized" }],
  [500, "<html>", { kind: "internal", detail: "HTTP 500" }],
])("a refusal %i arrives as a typed error", async (status, body, error) => {
  answer(status, body);
  const thrown = await thrownBy(call("x"));
  expect(thrown).toBeInstanceOf(CommandError);
  expect((thrown as CommandError).error).toEqual(error);
});

test("no answer at all is its own kind", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  expect(((await thrownBy(call("x"))) as CommandError).error).toEqual({ kind: "offline" });
});

test("a change refetches exactly the queries made of what changed", async () => {
  const client = new QueryClient();
  const fetched = { list: 0, rules: 0 };
  const watch = (name: keyof typeof fetched, kinds: Kind[]) =>
    new QueryObserver(
      client,
      provide(kinds, [name], async () => ++fetched[name]),
    ).subscribe(() => {});
  watch("list", ["customers", "purchases"]);
  watch("rules", ["rules"]);
  await vi.waitFor(() => expect(fetched).toEqual({ list: 1, rules: 1 }));
  await refetchChanged(client, ["purchases"]);
  expect(fetched).toEqual({ list: 2, rules: 1 });
  await refetchChanged(client, ["interactions"]);
  expect(fetched).toEqual({ list: 2, rules: 1 });
  await refetchChanged(client, ["all"]);
  expect(fetched).toEqual({ list: 3, rules: 2 });
});
