import { Plus } from "lucide-react";
import { useT } from "@/i18n";
import { Button, Menu } from "@/kit";

/** What can still be told, where it takes no room until it is. */
export function AddMenu({
  title,
  items,
}: {
  title: string;
  items: readonly { id: string; label: string; onAction: () => void }[];
}) {
  const t = useT();
  if (items.length === 0) return null;
  return (
    <Menu
      label={t("customers.addTo", { title })}
      trigger={
        <Button size="small" tone="quiet" icon={<Plus />} aria-label={t("customers.addTo", { title })}>
          {t("customers.add")}
        </Button>
      }
      items={items}
    />
  );
}
