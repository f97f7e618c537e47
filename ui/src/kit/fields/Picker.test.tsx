import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import "@/i18n";
import { Picker, type PickerOption } from "./Picker";

afterEach(cleanup);

const all: PickerOption[] = ["apple", "apricot", "pear"].map((label) => ({ id: label, label }));

interface Props {
  onPick: (option: PickerOption) => void;
  onLeave?: () => void;
  isWaiting?: boolean;
}

function Fruit({ onPick, onLeave, isWaiting }: Props) {
  const [text, setText] = useState("");
  const options = all.filter(({ label }) => label.startsWith(text));
  return (
    <Picker
      label="Fruit"
      text={text}
      onText={setText}
      options={options}
      isWaiting={isWaiting}
      onPick={onPick}
      onLeave={onLeave}
    />
  );
}

function fruit(props: Partial<Props> = {}) {
  const onPick = vi.fn<(option: PickerOption) => void>();
  const { rerender } = render(<Fruit onPick={onPick} {...props} />);
  const input = screen.getByRole<HTMLInputElement>("combobox");
  act(() => input.focus());
  return {
    onPick,
    input,
    type: (value: string) => fireEvent.change(input, { target: { value } }),
    press: (key: string, init = {}) => fireEvent.keyDown(input, { key, ...init }),
    again: (next: Partial<Props>) => rerender(<Fruit onPick={onPick} {...next} />),
    picked: () => onPick.mock.calls.map(([{ label }]) => label),
  };
}

test("Enter takes the best, the arrows another", () => {
  const { type, press, picked } = fruit();
  type("ap");
  press("Enter");
  press("ArrowDown");
  press("Enter");
  press("ArrowUp");
  press("Enter");
  expect(picked()).toEqual(["apple", "apricot", "apple"]);
});

test("a click takes what it is on", () => {
  const { picked } = fruit();
  fireEvent.click(screen.getByText("pear"));
  expect(picked()).toEqual(["pear"]);
});

test("the Enter of an input method picks nothing, and what it composes is searched once it is chosen", () => {
  const { input, type, press, picked } = fruit();
  fireEvent.compositionStart(input);
  type("pe");
  expect(screen.getAllByRole("option")).toHaveLength(3);
  press("Enter", { keyCode: 229 });
  fireEvent.compositionEnd(input);
  expect(screen.getAllByRole("option")).toHaveLength(1);
  expect(picked()).toEqual([]);
  press("Enter");
  expect(picked()).toEqual(["pear"]);
});

test("an Enter before the answer waits for it", () => {
  const { type, press, again, picked } = fruit({ isWaiting: true });
  type("pe");
  press("Enter");
  expect(picked()).toEqual([]);
  again({ isWaiting: false });
  expect(picked()).toEqual(["pear"]);
});

test("Esc empties the box, and leaves an empty one", () => {
  const onLeave = vi.fn();
  const { input, type, press } = fruit({ onLeave });
  type("pe");
  press("Escape");
  expect(input.value).toBe("");
  expect(onLeave).not.toHaveBeenCalled();
  press("Escape");
  expect(onLeave).toHaveBeenCalledOnce();
});
