import { useQuery } from "@tanstack/react-query";
import { ChevronDown, Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useT } from "@/i18n";
import type { View, ViewDraft } from "@/ipc";
import { Button, Count, IconButton, Menu, type MenuItem } from "@/kit";
import { countsOf } from "../../queries";
import { NameView, RenameView } from "./NameView";
import { useViews, type ViewActs } from "./useViews";
import styles from "./views.module.css";

interface Props {
  views: readonly View[];
  current: View | undefined;
  /** What would be saved now. */
  draft: Omit<ViewDraft, "name" | "pinned">;
  /** Whether it differs from the view, or from everyone in the usual order. */
  isChanged: boolean;
  onRevert: () => void;
  /** The list stands; there is time to count others. */
  isListed: boolean;
}

/** The list of everyone and the saved views, each with how many are in it. */
export function ViewTabs({ views, current, draft, isChanged, onRevert, isListed }: Props) {
  const t = useT();
  const acts = useViews();
  const tabs = views.filter((view) => view.draft.pinned || view === current);
  const others = views.filter((view) => !tabs.includes(view));
  const counts = useQuery({
    ...countsOf(tabs.map((view) => view.draft.query)),
    enabled: isListed && tabs.length > 0,
  });
  return (
    <nav aria-label={t("customers.views.title")} className={styles.views}>
      <ul className={styles.tabs}>
        <li className={styles.tab} data-current={!current || undefined}>
          <AriaButton
            className={styles.tabName}
            aria-current={current ? undefined : "page"}
            onPress={() => acts.show(undefined)}
          >
            {t("customers.views.all")}
          </AriaButton>
        </li>
        {tabs.map((view, at) => (
          <li key={view.id} className={styles.tab} data-current={view === current || undefined}>
            <AriaButton
              className={styles.tabName}
              aria-current={view === current ? "page" : undefined}
              onPress={() => acts.show(view)}
            >
              <span className={styles.tabText}>{view.draft.name}</span>
              {counts.data?.[at] !== undefined && (
                <span className={styles.count}>
                  <Count value={counts.data[at]} />
                </span>
              )}
            </AriaButton>
            {view === current && <ViewMenu view={view} views={views} acts={acts} />}
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <Menu
          label={t("customers.views.more")}
          placement="bottom start"
          trigger={
            <Button size="small" tone="quiet" icon={<ChevronDown aria-hidden="true" />}>
              {t("customers.views.more")}
            </Button>
          }
          items={others.map((view) => ({
            id: view.id,
            label: view.draft.name,
            onAction: () => acts.show(view),
          }))}
        />
      )}
      {isChanged && (
        <span className={styles.changed}>
          {current && (
            <>
              <Button size="small" tone="quiet" onPress={onRevert}>
                {t("customers.views.revert")}
              </Button>
              <Button
                size="small"
                onPress={() => acts.save({ id: current.id, draft: { ...current.draft, ...draft } })}
              >
                {t("customers.views.update")}
              </Button>
            </>
          )}
          <NameView onSave={(name) => acts.add({ ...draft, name, pinned: true })} />
        </span>
      )}
    </nav>
  );
}

function ViewMenu({ view, views, acts }: { view: View; views: readonly View[]; acts: ViewActs }) {
  const t = useT();
  const [isRenaming, rename] = useState(false);
  const pinned = views.filter((each) => each.draft.pinned);
  const at = pinned.indexOf(view);
  const step = (by: 1 | -1) => {
    const ids = pinned.map(({ id }) => id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, view.id);
    acts.reorder([...ids, ...views.filter((each) => !each.draft.pinned).map(({ id }) => id)]);
  };
  const moves: MenuItem[] = [
    { id: "left", label: t("customers.views.left"), isDisabled: at < 1, onAction: () => step(-1) },
    {
      id: "right",
      label: t("customers.views.right"),
      isDisabled: at < 0 || at === pinned.length - 1,
      onAction: () => step(1),
    },
  ];
  return (
    <>
      <Menu
        label={t("customers.views.menu", { name: view.draft.name })}
        placement="bottom start"
        trigger={
          <IconButton
            size="small"
            label={t("customers.views.menu", { name: view.draft.name })}
            icon={<Ellipsis />}
          />
        }
        items={[
          { id: "rename", label: t("customers.views.rename"), onAction: () => rename(true) },
          {
            id: "pin",
            label: t(view.draft.pinned ? "customers.views.unpin" : "customers.views.pin"),
            onAction: () => acts.pin(view),
          },
          ...(pinned.length > 1 ? moves : []),
          "-",
          {
            id: "delete",
            label: t("customers.views.delete"),
            isDangerous: true,
            onAction: () => acts.remove(view),
          },
        ]}
      />
      <RenameView
        name={view.draft.name}
        isOpen={isRenaming}
        onOpenChange={rename}
        onSave={(name) => acts.rename(view.id, name)}
      />
    </>
  );
}
