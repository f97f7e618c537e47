import type { Id } from "@/ipc";

// Who was here last is asked first. An id says nothing to whoever reads the store.
const key = "huike.last";

export type PersonId = Id<"PersonId">;

export function lastPerson(): PersonId | null {
  try {
    return localStorage.getItem(key) as PersonId | null;
  } catch {
    return null;
  }
}

export function rememberPerson(id: PersonId) {
  try {
    localStorage.setItem(key, String(id));
  } catch {
    // Private windows refuse storage; everybody then says who they are.
  }
}
