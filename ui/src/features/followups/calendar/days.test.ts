import { expect, test } from "vitest";
import { addDays, addMonths, lastOfMonth, mondayOf, sameDayIn } from "./days";

test("a week begins on Monday", () => {
  expect(mondayOf("2026-11-30")).toBe("2026-11-30");
  expect(mondayOf("2026-12-06")).toBe("2026-11-30");
  expect(mondayOf("1969-12-31")).toBe("1969-12-29");
});

test("days and months are counted over their ends", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-01");
  expect(lastOfMonth("2028-02-03")).toBe("2028-02-29");
  expect(sameDayIn("2026-01-31", 1)).toBe("2026-02-28");
  expect(sameDayIn("2026-03-31", -1)).toBe("2026-02-28");
});
