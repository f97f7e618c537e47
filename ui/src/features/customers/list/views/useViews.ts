import { useNavigate } from "@tanstack/react-router";
import { useAct, useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { type Id, type View, type ViewDraft, views } from "@/ipc";
import { addressOf } from "../../search";
import { forgetLayout } from "../columns/layout";

type ViewId = Id<"ViewId">;

/** What is done with views; each can be taken back from the toast that says so. */
export function useViews() {
  const t = useT();
  const navigate = useNavigate({ from: "/customers" });
  const tell = useTellProblem();
  const { run: add } = useAct(
    (op, draft: ViewDraft) => views.add(op, draft),
    ({ name }) => t("customers.views.added", { name: name.trim() }),
  );
  const { run: save } = useAct(
    (op, { id, draft }: View) => views.save(op, id, draft),
    ({ draft }) => t("customers.views.updated", { name: draft.name }),
  );
  const { run: pin } = useAct(
    (op, { id, draft }: View) => views.save(op, id, draft),
    ({ draft }) =>
      t(draft.pinned ? "customers.views.pinned" : "customers.views.unpinned", { name: draft.name }),
  );
  const { run: rename } = useAct(
    (op, { id, name }: { id: ViewId; name: string }) => views.rename(op, id, name),
    () => t("customers.views.renamed"),
  );
  const { run: remove } = useAct(
    (op, { id }: View) => views.delete(op, id),
    ({ draft }) => t("customers.views.deleted", { name: draft.name }),
  );
  const { run: reorder } = useAct(
    (op, ids: ViewId[]) => views.reorder(op, ids),
    () => t("customers.views.moved"),
  );

  /** Another list: Back leads to the one before. */
  const show = (view: View | undefined) => {
    const address = view ? addressOf(view.draft.query) : { f: undefined, sort: undefined, dir: undefined };
    void navigate({ search: { ...address, view: view?.id } });
  };
  return {
    show,
    /** Rejects where it was refused, so that the name stays in its field. */
    add: async (draft: ViewDraft) => {
      const { answer } = await add(draft);
      if (answer) void navigate({ search: (before) => ({ ...before, view: answer }), replace: true });
    },
    save: (view: View) => {
      save(view).then(() => forgetLayout(view.id), tell);
    },
    rename: (id: ViewId, name: string) => rename({ id, name }),
    pin: (view: View) => {
      pin({ ...view, draft: { ...view.draft, pinned: !view.draft.pinned } }).catch(tell);
    },
    remove: (view: View) => {
      remove(view).then(() => {
        void navigate({
          search: (before) => (before.view === view.id ? { ...before, view: undefined } : before),
          replace: true,
        });
      }, tell);
    },
    reorder: (ids: ViewId[]) => {
      reorder(ids).catch(tell);
    },
  };
}

export type ViewActs = ReturnType<typeof useViews>;
