import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import type { FollowUpView } from "@/ipc";
import { useActiveRow } from "./useActiveRow";

const rows = (ids: string) => [...ids].map((id) => ({ id }) as FollowUpView);

/** Starts on the first row of `ids`; each test leaves the place it came to, so every one goes there first. */
function begin(ids: string) {
  const hook = renderHook(({ given }) => useActiveRow(rows(given)), { initialProps: { given: ids } });
  act(() => hook.result.current.go(0));
  return {
    now: () => hook.result.current.row?.id,
    on: (act_: (active: ReturnType<typeof useActiveRow>) => void) => act(() => act_(hook.result.current)),
    show: (given: string) => hook.rerender({ given }),
  };
}

test("steps stop at both ends", () => {
  const list = begin("abc");
  list.on((active) => active.step(-1));
  expect(list.now()).toBe("a");
  for (let times = 0; times < 5; times++) list.on((active) => active.step(1));
  expect(list.now()).toBe("c");
});

test("a row stays in hand when others come or go before it", () => {
  const list = begin("abc");
  list.on((active) => active.go(1));
  list.show("xabc");
  expect(list.now()).toBe("b");
  list.show("bc");
  expect(list.now()).toBe("b");
});

test("when the row in hand goes, the one that moves up takes over; at the end, the last", () => {
  const list = begin("abc");
  list.on((active) => active.go(1));
  list.on((active) => active.letGo());
  list.show("ac");
  expect(list.now()).toBe("c");
  list.show("a");
  expect(list.now()).toBe("a");
});

test("a row that is taken back is in hand as soon as it is there", () => {
  const list = begin("bc");
  list.on((active) => active.goTo("a"));
  list.show("abc");
  expect(list.now()).toBe("a");
});
