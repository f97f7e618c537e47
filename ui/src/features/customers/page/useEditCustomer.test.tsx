import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import "@/i18n";
import { CommandError, type CustomerDraft, type CustomerView, customers } from "@/ipc";
import { type CustomerId, viewKey } from "../queries";
import { useEditCustomer } from "./useEditCustomer";

const id = "c1" as CustomerId;
const view: CustomerView = {
  row: {
    id,
    kind: "person",
    name: "Li",
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
  },
  draft: { kind: "person", name: "Li", phone: "", note: "" },
  reason: null,
  nextBirthday: null,
  anniversaries: [],
  employer: null,
  introducedBy: null,
  contacts: [],
  introduced: [],
  buying: null,
  followUps: [],
  createdAt: 0,
};

let client: QueryClient;
const sent: [before: CustomerDraft, after: CustomerDraft][] = [];
const shown = () => client.getQueryData<CustomerView>(viewKey(id))?.draft;

beforeEach(() => {
  sent.length = 0;
  client = new QueryClient();
  client.setQueryData(viewKey(id), view);
  vi.spyOn(customers, "edit").mockImplementation(async (_, __, before, after) => {
    sent.push([before, after]);
    if (after.phone === "x") throw new CommandError({ kind: "invalid", field: "phone", code: "unreadable" });
    return null;
  });
});

const edit = () =>
  renderHook(() => useEditCustomer(id), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  }).result;

test("a change shows before it is saved, and speaks of its own fields alone", async () => {
  const change = edit();
  await act(async () => {
    const first = change.current({ name: "Wang" }, { name: "Li" });
    await vi.waitFor(() => expect(shown()?.name).toBe("Wang"));
    await Promise.all([first, change.current({ note: "sweet" }, { note: "" })]);
  });
  expect(sent).toEqual([
    [{ name: "Li" }, { name: "Wang" }],
    [{ note: "" }, { note: "sweet" }],
  ]);
});

test("two changes of one field in a row are no conflict", async () => {
  const change = edit();
  await act(async () => {
    const first = change.current({ tags: ["a"] }, { tags: [] });
    await Promise.all([first, change.current({ tags: ["a", "b"] }, { tags: [] })]);
  });
  expect(sent.at(-1)).toEqual([{ tags: ["a"] }, { tags: ["a", "b"] }]);
});

test("a refused change is taken back, and the next of its field starts from before it", async () => {
  const change = edit();
  await act(async () => {
    const refused = change.current({ phone: "x" }, { phone: "" });
    const next = change.current({ phone: "139" }, { phone: "x" });
    await expect(refused).rejects.toBeInstanceOf(CommandError);
    await next;
  });
  expect(sent.at(-1)).toEqual([{ phone: "" }, { phone: "139" }]);
});
