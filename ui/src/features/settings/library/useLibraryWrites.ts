import { useT } from "@/i18n";
import { customers, type Operation, type Preference, undo, useWrite } from "@/ipc";
import { offerUndo } from "@/kit";

/** Writes to the library; each says what was done and holds out the way back. Rejects where it did not happen. */
export function useLibraryWrites() {
  const t = useT();
  const saving = useWrite((op, preference: Preference) => customers.savePreference(op, preference));
  const renaming = useWrite((op, { from, to }: { from: string; to: string }) =>
    customers.renameCategory(op, from, to),
  );
  const forgetting = useWrite((op, { id }: Preference) => customers.forgetPreference(op, id));
  const forgettingCategory = useWrite((op, name: string) => customers.forgetCategory(op, name));

  /** Says it of a write that happened. */
  function told<V>(
    { mutateAsync }: { mutateAsync: (values: V) => Promise<{ op: Operation }> },
    said: (values: V) => string,
  ) {
    return async (values: V) => {
      const { op } = await mutateAsync(values);
      offerUndo(t, said(values), () => undo(op));
    };
  }

  const saved = () => t("settings.library.saved");
  return {
    save: told(saving, saved),
    /** A category with all its values, in one step. */
    rename: told(renaming, saved),
    remove: told(forgetting, ({ value }) => t("settings.library.removed", { name: value })),
    removeCategory: told(forgettingCategory, (name) => t("settings.library.removed", { name })),
  };
}
