import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import "@/i18n";
import { VirtualList, type VirtualListProps } from "./VirtualList";

type Row = { id: string };

beforeAll(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 360 });
});
afterEach(cleanup);

const columns = [{ id: "id", header: "Id", width: "1fr", cell: (row: Row) => row.id }];
const rows = (index: number): Row | undefined => (index === 3 ? undefined : { id: `r${index}` });

function list(extra: Partial<VirtualListProps<Row>> = {}) {
  const props = {
    label: "Rows",
    count: 1_000_000,
    row: rows,
    rowKey: (row: Row) => row.id,
    columns,
    ...extra,
  };
  const view = render(<VirtualList {...props} />);
  const grid = screen.queryByRole("grid", { name: "Rows" }) as HTMLElement;
  const active = () => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.textContent;
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(grid, { key });
  };
  return { ...view, grid, active, press };
}

test("says how long it is and draws only what shows", () => {
  const { grid } = list();
  expect(grid.getAttribute("aria-rowcount")).toBe("1000001");
  expect(screen.getAllByRole("row").length).toBeLessThan(40);
});

test.each([
  [["j"], "r1"],
  [["ArrowDown", "ArrowDown", "k"], "r1"],
  [["PageDown"], "r9"],
  [["PageDown", "PageUp"], "r0"],
  [["End"], "r999999"],
  [["End", "Home"], "r0"],
  [["k"], "r0"],
])("%j leads to %s", (keys, row) => {
  const { active, press } = list();
  press(...keys);
  expect(active()).toBe(row);
});

test("Enter opens, Space peeks, x ticks; a row that is not loaded does neither", () => {
  const onOpen = vi.fn();
  const onPeek = vi.fn();
  const toggle = vi.fn();
  const { press } = list({ onOpen, onPeek, selection: { has: () => false, toggle } });
  press("j", "Enter", " ", "x");
  expect([onOpen, onPeek, toggle].map((fn) => fn.mock.calls)).toEqual([
    [[{ id: "r1" }, 1]],
    [[{ id: "r1" }, 1]],
    [[{ id: "r1" }, 1, false]],
  ]);
  press("j", "j", "Enter");
  expect(onOpen).toHaveBeenCalledOnce();
});

test("asks for the rows about to be seen", () => {
  const onWindow = vi.fn();
  const { press } = list({ onWindow });
  expect(onWindow).toHaveBeenLastCalledWith(0, 18);
  press("End");
  expect(onWindow).toHaveBeenLastCalledWith(expect.any(Number), 1_000_000);
});

test("comes back to its row", () => {
  const first = list({ remember: "test" });
  first.press("j", "j");
  first.unmount();
  expect(list({ remember: "test" }).active()).toBe("r2");
});

test("keys of an input method move nothing", () => {
  const { grid, active } = list();
  fireEvent.keyDown(grid, { key: "j", keyCode: 229 });
  expect(active()).toBe("r0");
});

test("rows that come to an empty list are drawn", () => {
  const { rerender } = list({ count: 0, empty: <p>Nobody</p> });
  expect(screen.getByText("Nobody")).toBeTruthy();
  rerender(<VirtualList label="Rows" count={5} row={rows} rowKey={(row) => row.id} columns={columns} />);
  expect(screen.getAllByRole("row").length).toBe(6);
});
