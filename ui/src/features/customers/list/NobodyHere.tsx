import { useNavigate } from "@tanstack/react-router";
import { FileUp, SearchX, UserPlus, Users } from "lucide-react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { shop, useWrite } from "@/ipc";
import { Button, EmptyState, ErrorNotice } from "@/kit";

interface Props {
  text: string;
  isFiltered: boolean;
  onShowAll: () => void;
  onNew: () => void;
}

/** Why the list is empty, and the one thing to do about it. */
export function NobodyHere({ text, isFiltered, onShowAll, onNew }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const mayBringIn = useMay("bringIn");
  const sample = useWrite((op) => shop.openSample(op));
  const add = (
    <Button tone={text ? "primary" : "secondary"} icon={<UserPlus aria-hidden="true" />} onPress={onNew}>
      {text ? t("customers.newNamed", { name: text }) : t("customers.new")}
    </Button>
  );
  if (text) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={t("customers.foundNobody", { text })}
        actions={add}
      >
        {t("customers.foundNobodyNext")}
      </EmptyState>
    );
  }
  if (isFiltered) {
    return (
      <EmptyState
        icon={<Users aria-hidden="true" />}
        title={t("customers.filteredNobody")}
        actions={
          <Button tone="primary" onPress={onShowAll}>
            {t("customers.showAll")}
          </Button>
        }
      >
        {t("customers.filteredNobodyNext")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Users aria-hidden="true" />}
      title={t("customers.nobody")}
      actions={
        <>
          {mayBringIn && (
            <Button
              tone="primary"
              icon={<FileUp aria-hidden="true" />}
              onPress={() => void navigate({ to: "/import" })}
            >
              {t("customers.import")}
            </Button>
          )}
          {add}
          {mayBringIn && (
            <Button tone="quiet" isPending={sample.isPending} onPress={() => sample.mutate()}>
              {t("firstRun.sample")}
            </Button>
          )}
        </>
      }
    >
      {sample.error ? <ErrorNotice error={sample.error} /> : t("customers.nobodyNext")}
    </EmptyState>
  );
}
