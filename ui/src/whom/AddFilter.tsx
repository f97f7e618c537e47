import { ListFilter } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { Button, KeyHint, Popover, useShortcut } from "@/kit";
import { ConditionEditor } from "./ConditionEditor";
import { type Group, other, tidy } from "./groups";

interface Props {
  group: Group;
  onChange: (group: Group) => void;
}

export function AddFilter({ group, onChange }: Props) {
  const t = useT();
  const [isOpen, open] = useState(false);
  useShortcut({
    keys: "f",
    label: t("customers.filters.add"),
    group: t("customers.title"),
    run: () => open(true),
  });
  return (
    <Popover
      label={t("customers.filters.add")}
      isOpen={isOpen}
      onOpenChange={open}
      trigger={
        <Button size="small" icon={<ListFilter aria-hidden="true" />} aria-keyshortcuts="f">
          {t("customers.filters.title")} <KeyHint keys="f" />
        </Button>
      }
    >
      <ConditionEditor
        nested={other(group)}
        onDone={(filter) => {
          open(false);
          onChange(tidy({ ...group, of: [...group.of, filter] }));
        }}
      />
    </Popover>
  );
}
