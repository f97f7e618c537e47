import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chordOf, newLayer, onKeyDown, onModKeyDown, openLayer, register, type Shortcut } from "./registry";

const off: (() => void)[] = [];
const on = (keys: string, extra: Partial<Shortcut> = {}, layer = 0) => {
  const run = vi.fn();
  off.push(register(() => ({ keys, label: keys, run, ...extra }), layer));
  return run;
};
const press = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));

beforeEach(() => {
  document.addEventListener("keydown", onModKeyDown, { capture: true });
  document.addEventListener("keydown", onKeyDown);
});
afterEach(() => {
  document.removeEventListener("keydown", onModKeyDown, { capture: true });
  for (const undo of off.splice(0)) undo();
  document.removeEventListener("keydown", onKeyDown);
  document.body.innerHTML = "";
});

test.each<[KeyboardEventInit, string]>([
  [{ key: "k", ctrlKey: true }, "mod+k"],
  [{ key: "k", metaKey: true }, "mod+k"],
  [{ key: "?", shiftKey: true }, "?"],
  [{ key: "J", shiftKey: true }, "shift+j"],
  [{ key: " " }, "space"],
  [{ key: "ArrowDown", ctrlKey: true }, "mod+arrowdown"],
])("%o is one chord", (init, chord) => expect(chordOf(new KeyboardEvent("keydown", init))).toBe(chord));

test("a sequence needs both keys, one after the other", () => {
  const go = on("g t");
  press("t");
  press("g");
  press("x");
  press("t");
  expect(go).not.toHaveBeenCalled();
  press("g");
  press("t");
  expect(go).toHaveBeenCalledOnce();
});

test("typing is not a shortcut, unless it is meant everywhere", () => {
  const letter = on("l");
  const search = on("mod+k", { everywhere: true });
  const input = document.body.appendChild(document.createElement("input"));
  press("l", {}, input);
  press("k", { ctrlKey: true }, input);
  expect(letter).not.toHaveBeenCalled();
  expect(search).toHaveBeenCalledOnce();
});

test("keys of an input method are left alone", () => {
  const letter = on("l");
  press("l", { isComposing: true });
  press("l", { keyCode: 229 });
  expect(letter).not.toHaveBeenCalled();
});

test("the latest to register wins, and gives way when it goes", () => {
  const first = on("e");
  const second = on("e");
  press("e");
  off.pop()?.();
  press("e");
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

test("behind an open dialog the page keeps still", () => {
  const page = on("e");
  const layer = newLayer();
  const close = openLayer(layer);
  const inside = on("e", {}, layer);
  press("e");
  close();
  off.pop()?.();
  press("e");
  expect([page.mock.calls.length, inside.mock.calls.length]).toEqual([1, 1]);
});

test("what is only listed does not answer", () => {
  const noted = on("enter", { listedOnly: true });
  press("Enter");
  expect(noted).not.toHaveBeenCalled();
});

test("a form's own key answers in its fields, and even where a button has the focus, but not behind a dialog", () => {
  const save = on("mod+enter", { inFields: true });
  const button = document.body.appendChild(document.createElement("button"));
  const pressed = vi.fn((event: Event) => event.preventDefault());
  button.addEventListener("keydown", pressed);
  press("Enter", { ctrlKey: true }, button);
  press("Enter", { ctrlKey: true }, document.body.appendChild(document.createElement("textarea")));
  expect(save).toHaveBeenCalledTimes(2);
  expect(pressed).not.toHaveBeenCalled();
  const close = openLayer(newLayer());
  press("Enter", { ctrlKey: true });
  close();
  expect(save).toHaveBeenCalledTimes(2);
});
