// Somebody who works in the shop, with what somebody in their place usually may.

export type Role = "readOnly" | "staff" | "manager" | "owner";

export function person(name: string, role: Role, limitFen: number | null = null) {
  const isTrusted = role === "manager" || role === "owner";
  const allowed = {
    export: isTrusted,
    phones: role !== "readOnly",
    delete: isTrusted,
    others: true,
    voucherFen: null,
    points: null,
  };
  return { id: crypto.randomUUID() as string, name, role, limitFen, allowed };
}
