import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CommandError, type Event, type HeldFile, type ImportReport, operations, transfer } from "@/ipc";
import { forgetImport, startImport, stopImport, useImportJob } from "./importJob";

let tell: (event: Event) => void = () => {};
vi.mock("@/ipc", async (original) => ({
  ...(await original<typeof import("@/ipc")>()),
  subscribe: (listener: (event: Event) => void) => {
    tell = listener;
    return () => {};
  },
}));

const file = { token: "f", name: "a.csv" } as HeldFile;
const report = { rows: 3 } as ImportReport;
let answer: (report: ImportReport) => void;
let refuse: (error: unknown) => void;

beforeEach(() => {
  vi.spyOn(transfer, "import").mockImplementation(
    () =>
      new Promise((resolve, reject) => {
        answer = resolve;
        refuse = reject;
      }),
  );
});
afterEach(() => forgetImport());

const job = () => renderHook(() => useImportJob()).result;
async function start() {
  let ended: Promise<void> = Promise.resolve();
  act(() => {
    ended = startImport(file, "customers", {});
  });
  return () => act(() => ended);
}

test("shows how far it is, and what came of it", async () => {
  const now = job();
  const ended = await start();
  const running = now.current;
  if (running?.phase !== "running") throw new Error("not running");
  act(() => tell({ type: "progress", job: running.op, done: 2, total: 3 }));
  expect(now.current).toMatchObject({ done: 2, total: 3 });
  answer(report);
  await ended();
  expect(now.current).toMatchObject({ phase: "finished", report });
});

test("a cancelled import is over once Rust says so", async () => {
  const now = job();
  const cancel = vi.spyOn(transfer, "cancel").mockResolvedValue(null);
  const ended = await start();
  await act(() => stopImport());
  await act(() => stopImport());
  expect(cancel).toHaveBeenCalledOnce();
  expect(now.current).toMatchObject({ phase: "running", isStopping: true });
  refuse(new CommandError({ kind: "cancelled" }));
  await ended();
  expect(now.current).toMatchObject({ phase: "failed" });
});

test.each([
  [{ id: "o" }, "finished"],
  [null, "failed"],
])("an answer lost on the way: the log, %o, says it %s", async (found, phase) => {
  const now = job();
  vi.spyOn(operations, "find").mockResolvedValue(found as never);
  const ended = await start();
  refuse(new CommandError({ kind: "offline" }));
  await ended();
  expect(now.current).toMatchObject({ phase });
});
