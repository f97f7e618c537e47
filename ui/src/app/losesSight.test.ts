import { expect, test } from "vitest";
import type { GateView, Id, Person, Right } from "@/ipc";
import { losesSight } from "./losesSight";

const sitting = (id: string | null, rights: Right[] = ["look"]) =>
  ({
    open: true,
    error: null,
    me: id === null ? null : ({ id: id as unknown as Id<"PersonId"> } as Person),
    rights,
  }) as GateView;
const shut = (error: GateView["error"] = null) =>
  ({ open: false, error, me: null, rights: [] as Right[] }) as unknown as GateView;
const own: Right[] = ["look", "own"];

test.each([
  ["locked", sitting("chen", own), shut(), true],
  ["damaged", sitting("chen", own), shut({ kind: "damaged", backup: null }), true],
  ["gets another key", sitting("chen", own), shut({ kind: "busy" }), false],
  ["the same one", sitting("chen", own), sitting("chen", own), false],
  ["somebody else", sitting("chen", own), sitting("li"), true],
  ["another owner", sitting("li"), sitting("chen", own), true],
  ["the owner, where nobody sat", sitting(null, own), sitting("chen", own), false],
  ["staff, where nobody sat", sitting(null, own), sitting("li"), true],
  ["the owner stands up", sitting("chen", own), sitting(null, own), true],
])("%s", (_, before, now, expected) => expect(losesSight(before, now)).toBe(expected));
