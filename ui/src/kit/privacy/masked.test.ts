import { expect, test } from "vitest";
import { maskedNumber, maskedText } from "./masked";

test.each([
  ["138 0000 1001", "138 **** 1001"],
  ["+852 2123 4567", "+852 **** 4567"],
  ["12345", "12345"],
])("the middle of %s is hidden", (number, hidden) => {
  expect(maskedNumber(number)).toBe(hidden);
});

test.each([
  ["call 13800001001 after five", "call 138****1001 after five"],
  ["座机010-6552 9988，手机 138-0000-1001", "座机010-**** 9988，手机 138-****-1001"],
  ["13800001001@139.com", "138****1001@139.com"],
  ["wx13800001001", "wx138****1001"],
  ["+1 415 555 2671", "+1 41* *** 2671"],
  ["born 2026-11-24, order 20261124, ¥12,500", "born 2026-11-24, order 20261124, ¥12,500"],
  ["13800001001、13900002002", "138****1001、139****2002"],
])("numbers in %s are hidden", (text, hidden) => {
  expect(maskedText(text)).toBe(hidden);
});
