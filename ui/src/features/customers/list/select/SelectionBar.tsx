import { Heart, PencilLine, Tag, X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { CustomerRow } from "@/ipc";
import { Button, IconButton, Menu, useShortcut } from "@/kit";
import type { FullQuery } from "../../search";
import { BulkDialog } from "./BulkDialog";
import type { BulkKind } from "./change";
import { ExportSelected } from "./ExportSelected";
import styles from "./select.module.css";
import { exportedOf } from "./selected";
import type { ListSelected } from "./useSelection";

interface Props {
  selected: ListSelected;
  total: number;
  query: FullQuery;
  /** Search results, which stand in an order of their own. */
  found: readonly CustomerRow[] | undefined;
}

/** How many are selected, and what can be done with all of them at once. */
export function SelectionBar({ selected, total, query, found }: Props) {
  const t = useT();
  const [kind, open] = useState<BulkKind>();
  const group = t("customers.title");
  useShortcut({
    keys: "mod+a",
    label: t("customers.select.everything"),
    group,
    run: selected.selectAll,
  });
  const isAny = selected.count > 0;
  useShortcut(isAny && { keys: "escape", label: t("customers.select.clear"), group, run: selected.clear });
  useShortcut(
    isAny && { keys: "t", label: t("customers.select.addTags"), group, run: () => open("addTags") },
  );
  return (
    <>
      {isAny && (
        <section aria-label={t("customers.select.title")} className={styles.bar}>
          <strong role="status">{t("customers.select.count", { count: selected.count })}</strong>
          {!selected.isAll && (
            <Button size="small" tone="quiet" onPress={selected.selectAll}>
              {t("customers.select.all", { count: total })}
            </Button>
          )}
          <span className={styles.rule} />
          <Button size="small" icon={<Tag aria-hidden="true" />} onPress={() => open("addTags")}>
            {t("customers.select.addTags")}
          </Button>
          <Button size="small" onPress={() => open("removeTags")}>
            {t("customers.select.removeTags")}
          </Button>
          <Button size="small" icon={<PencilLine aria-hidden="true" />} onPress={() => open("set")}>
            {t("customers.select.set")}
          </Button>
          <Menu
            label={t("customers.select.likes")}
            trigger={
              <Button size="small" icon={<Heart aria-hidden="true" />}>
                {t("customers.select.likes")}
              </Button>
            }
            items={[
              {
                id: "add",
                label: t("customers.select.addLikes"),
                onAction: () => open("addPreferences"),
              },
              {
                id: "remove",
                label: t("customers.select.removeLikes"),
                onAction: () => open("removePreferences"),
              },
            ]}
          />
          <ExportSelected whom={exportedOf(selected.selection, query, found)} />
          <span className={styles.end}>
            <IconButton
              size="small"
              label={t("customers.select.clear")}
              keys="escape"
              icon={<X />}
              onPress={selected.clear}
            />
          </span>
        </section>
      )}
      {/* Apart from the bar: who is selected may fit no more once they are changed. */}
      <BulkDialog
        kind={kind}
        selection={selected.selection}
        count={selected.count}
        onClose={() => open(undefined)}
      />
    </>
  );
}
