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
    externalId: "",
    company: "",
    tags: [],
    segment: null,
    stage: null,
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
const sent: CustomerDraft[] = [];
const shown = () => client.getQueryData<CustomerView>(viewKey(id))?.draft;

beforeEach(() => {
  sent.length = 0;
  client = new QueryClient();
  client.setQueryData(viewKey(id), view);
  vi.spyOn(customers, "edit").mockImplementation(async (_, __, draft) => {
    sent.push(draft);
    if (draft.phone === "x") throw new CommandError({ kind: "invalid", field: "phone", code: "unreadable" });
    return null;
  });
});

const edit = () =>
  renderHook(() => useEditCustomer(id, view), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  }).result;

test("a change shows before it is saved, and the next one starts from it", async () => {
  const change = edit();
  await act(async () => {
    const first = change.current({ name: "Wang" });
    await vi.waitFor(() => expect(shown()?.name).toBe("Wang"));
    await Promise.all([first, change.current({ note: "sweet" })]);
  });
  expect(sent.at(-1)).toMatchObject({ name: "Wang", note: "sweet" });
});

test("a refused change is taken back and does not travel along with the next", async () => {
  const change = edit();
  await act(async () => {
    const refused = change.current({ phone: "x" });
    const next = change.current({ note: "sweet" });
    await expect(refused).rejects.toBeInstanceOf(CommandError);
    await next;
  });
  expect(sent.at(-1)).toMatchObject({ phone: "", note: "sweet" });
});
