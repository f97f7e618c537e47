import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "@/i18n";
import { CommandError } from "@/ipc";
import { FactText } from "./FactText";

afterEach(cleanup);

function fact(onSave = vi.fn(async (_: string, __: string): Promise<unknown> => null)) {
  render(<FactText label="Phone" field="phone" value="138" onSave={onSave} />);
  const input = screen.getByLabelText<HTMLInputElement>("Phone");
  const type = (value: string) => {
    input.focus();
    fireEvent.change(input, { target: { value } });
  };
  const press = (key: string, init = {}) => fireEvent.keyDown(input, { key, ...init });
  return { onSave, input, type, press };
}

test("Enter saves what was typed, trimmed", () => {
  const { onSave, type, press } = fact();
  type(" 139 ");
  press("Enter");
  expect(onSave).toHaveBeenCalledExactlyOnceWith("139", "138");
});

test("leaving saves; leaving it as it was does not", () => {
  const { onSave, input, type } = fact();
  fireEvent.blur(input);
  type("138 ");
  fireEvent.blur(input);
  expect(onSave).not.toHaveBeenCalled();
  type("139");
  fireEvent.blur(input);
  expect(onSave).toHaveBeenCalledOnce();
});

test("Esc takes back and saves nothing", async () => {
  const { onSave, input, type, press } = fact();
  type("139");
  press("Escape");
  await waitFor(() => expect(document.activeElement).not.toBe(input));
  expect(input.value).toBe("138");
  expect(onSave).not.toHaveBeenCalled();
});

test("the Enter that picks a word of an input method saves nothing", () => {
  const { onSave, type, press } = fact();
  type("zhang");
  press("Enter", { keyCode: 229 });
  press("Enter", { isComposing: true });
  expect(onSave).not.toHaveBeenCalled();
});

test("a refusal keeps what was typed and says why", async () => {
  const refused = new CommandError({ kind: "invalid", field: "phone", code: "unreadable" });
  const { input, type, press } = fact(vi.fn(() => Promise.reject(refused)));
  type("abc");
  press("Enter");
  expect((await screen.findByRole("alert")).textContent).not.toBe("");
  expect(input.value).toBe("abc");
});

test("what another wrote meanwhile is shown beside one's own, and only a press decides", async () => {
  const onSave = vi.fn(async (_: string, before: string): Promise<unknown> => {
    if (before !== "137") throw new CommandError({ kind: "conflict", field: "phone" });
    return null;
  });
  const fact = (value: string) => <FactText label="Phone" field="phone" value={value} onSave={onSave} />;
  const { rerender } = render(fact("138"));
  const input = screen.getByLabelText<HTMLInputElement>("Phone");
  fireEvent.change(input, { target: { value: "139" } });
  rerender(fact("137"));
  fireEvent.blur(input);
  expect(onSave).toHaveBeenLastCalledWith("139", "138");
  expect((await screen.findByRole("alert")).textContent).toContain("137");
  expect(input.value).toBe("139");
  fireEvent.blur(input);
  expect(onSave).toHaveBeenCalledOnce();
  fireEvent.click(screen.getAllByRole("button")[0] as HTMLElement);
  expect(onSave).toHaveBeenLastCalledWith("139", "137");
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});
