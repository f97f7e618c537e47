import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import "@/i18n";
import { TagField } from "./TagField";

afterEach(cleanup);

function field(start: string[]) {
  let now = start;
  function Held() {
    const [tags, setTags] = useState(start);
    now = tags;
    return <TagField label="Tags" value={tags} onChange={setTags} />;
  }
  render(<Held />);
  const input = screen.getByLabelText<HTMLInputElement>("Tags");
  const type = (value: string) => fireEvent.change(input, { target: { value } });
  const press = (key: string, init = {}) => fireEvent.keyDown(input, { key, ...init });
  return { input, type, press, tags: () => now };
}

test.each([
  ["vip,", ["old", "vip"]],
  ["a，b、c;", ["old", "a", "b", "c"]],
  ["old,", ["old"]],
  [" , ", ["old"]],
])("typing %j leaves %o", (typed, expected) => {
  const { type, tags } = field(["old"]);
  type(typed);
  expect(tags()).toEqual(expected);
});

test("Enter ends a word, but not the one an input method is composing", () => {
  const { type, press, tags } = field([]);
  type("vip");
  press("Enter", { keyCode: 229 });
  expect(tags()).toEqual([]);
  press("Enter");
  expect(tags()).toEqual(["vip"]);
});

test("Backspace in an empty box and the cross take words off", () => {
  const { press, tags } = field(["a", "b", "c"]);
  press("Backspace");
  expect(tags()).toEqual(["a", "b"]);
  fireEvent.click(screen.getAllByRole("button")[0] as HTMLElement);
  expect(tags()).toEqual(["b"]);
});
