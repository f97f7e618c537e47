import { BookmarkPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useT } from "@/i18n";
import { Button, Dialog, ErrorNotice, fieldProblem, isComposing, Popover, TextField } from "@/kit";
import styles from "./views.module.css";

type Save = (name: string) => Promise<unknown>;

/** Saves what is shown as a view of its own. */
export function NameView({ onSave }: { onSave: Save }) {
  const t = useT();
  return (
    <Popover
      label={t("customers.views.save")}
      placement="bottom end"
      trigger={
        <Button size="small" icon={<BookmarkPlus aria-hidden="true" />}>
          {t("customers.views.save")}
        </Button>
      }
    >
      {(close) => <NameForm start="" onSave={onSave} close={close} />}
    </Popover>
  );
}

interface RenameProps {
  name: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  onSave: Save;
}

export function RenameView({ name, isOpen, onOpenChange, onSave }: RenameProps) {
  const t = useT();
  return (
    <Dialog title={t("customers.views.rename")} size="small" isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <NameForm start={name} onSave={onSave} close={close} />}
    </Dialog>
  );
}

function NameForm({ start, onSave, close }: { start: string; onSave: Save; close: () => void }) {
  const t = useT();
  const [name, setName] = useState(start);
  const [problem, setProblem] = useState<unknown>();
  const [isPending, setPending] = useState(false);
  const error = fieldProblem(t, problem, "name");

  async function save(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (isPending) return;
    setPending(true);
    setProblem(undefined);
    try {
      await onSave(name);
      close();
    } catch (refused) {
      setProblem(refused);
    } finally {
      setPending(false);
    }
  }

  return (
    <form
      className={styles.name}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    >
      <TextField
        label={t("customers.views.name")}
        autoFocus
        value={name}
        onChange={setName}
        error={error}
        onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
      />
      {problem && !error ? <ErrorNotice error={problem} /> : null}
      <div className={styles.nameFoot}>
        <Button tone="primary" type="submit" isPending={isPending}>
          {t("customers.views.add")}
        </Button>
      </div>
    </form>
  );
}
