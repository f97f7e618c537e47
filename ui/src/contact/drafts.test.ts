import { beforeEach, expect, test } from "vitest";
import type { InteractionDraft } from "@/ipc";
import { forgetDraft, keepDraft, keptDraft } from "./drafts";

const draft: InteractionDraft = { kind: "call", channel: null, note: "asked about Friday" };

beforeEach(() => sessionStorage.clear());

test("a draft is kept under its name until it is forgotten", () => {
  keepDraft("log 1", draft);
  expect(keptDraft("log 1")).toEqual(draft);
  expect(keptDraft("log 2")).toBeUndefined();
  forgetDraft("log 1");
  expect(keptDraft("log 1")).toBeUndefined();
});

test.each(["", "{", "null", '{"kind":"song","channel":null,"note":""}'])("%s is no draft", (text) => {
  sessionStorage.setItem("huike.contact.log 1", text);
  expect(keptDraft("log 1")).toBeUndefined();
});
