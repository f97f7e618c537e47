import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import "@/i18n";
import { SearchField } from "./SearchField";

afterEach(cleanup);

function box() {
  const asked = vi.fn();
  const onEnter = vi.fn();
  const onLeave = vi.fn();
  function Held() {
    const [text, setText] = useState("");
    const change = (next: string) => {
      asked(next);
      setText(next);
    };
    return (
      <SearchField
        label="Search"
        placeholder=""
        group="List"
        value={text}
        onChange={change}
        onEnter={onEnter}
        onLeave={onLeave}
      />
    );
  }
  render(<Held />);
  const input = screen.getByRole<HTMLInputElement>("searchbox");
  const type = (value: string) => fireEvent.change(input, { target: { value } });
  return { asked, onEnter, onLeave, input, type };
}

test("letters on their way to a word are shown and not searched for", () => {
  const { asked, onEnter, input, type } = box();
  fireEvent.compositionStart(input);
  type("zh");
  type("zhang");
  fireEvent.keyDown(input, { key: "Enter", keyCode: 229 });
  expect(input.value).toBe("zhang");
  expect(asked).not.toHaveBeenCalled();
  expect(onEnter).not.toHaveBeenCalled();
  fireEvent.compositionEnd(input, { target: { value: "张" } });
  expect(asked).toHaveBeenCalledExactlyOnceWith("张");
});

test("Esc clears first and leaves then", () => {
  const { onLeave, input, type } = box();
  type("zs");
  fireEvent.keyDown(input, { key: "Escape" });
  expect(input.value).toBe("");
  expect(onLeave).not.toHaveBeenCalled();
  fireEvent.keyDown(input, { key: "Escape" });
  expect(onLeave).toHaveBeenCalledOnce();
});
