import { useT } from "@/i18n";
import { customers, type Operation, type Preference, undo, useWrite } from "@/ipc";
import { offerUndo } from "@/kit";

/** Writes to the library; each says what was done and holds out the way back. Rejects where it did not happen. */
export function useLibraryWrites() {
  const t = useT();
  const save = useWrite((op, preference: Preference) => customers.savePreference(op, preference));
  const forget = useWrite((op, { id }: Preference) => customers.forgetPreference(op, id));

  /** Several values as one step for the person: the undo takes all of them back, the last one first. */
  async function saveAll(preferences: readonly Preference[]) {
    const done: Operation[] = [];
    const back = async () => {
      for (const op of done.toReversed()) await undo(op);
    };
    try {
      for (const preference of preferences) done.push((await save.mutateAsync(preference)).op);
    } catch (error) {
      await back();
      throw error;
    }
    offerUndo(t, t("settings.library.saved"), back);
  }

  async function remove(preference: Preference) {
    const { op } = await forget.mutateAsync(preference);
    offerUndo(t, t("settings.library.removed", { name: preference.value }), () => undo(op));
  }

  return { saveAll, remove };
}
