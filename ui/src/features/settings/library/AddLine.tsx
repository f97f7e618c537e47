import { Plus } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useT } from "@/i18n";
import { fieldProblem, IconButton, isComposing, problemWords, TextField } from "@/kit";
import styles from "./library.module.css";

interface Props {
  label: string;
  placeholder?: string;
  /** The name Rust knows the field by. */
  field: string;
  onAdd: (text: string) => Promise<unknown>;
}

/** One more of a list: type, Enter, and the next. What is refused stays with the reason. */
export function AddLine({ label, placeholder, field, onAdd }: Props) {
  const t = useT();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>();
  const problem =
    error === undefined ? undefined : (fieldProblem(t, error, field) ?? problemWords(t, error).text);

  async function add() {
    const typed = text.trim();
    if (typed === "") return;
    setError(undefined);
    setText("");
    try {
      await onAdd(typed);
    } catch (thrown) {
      setText((now) => now || typed);
      setError(thrown);
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Escape" && text !== "") {
      setText("");
      setError(undefined);
    } else if (event.key === "Enter") void add();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.addLine}>
      <TextField
        label={label}
        hideLabel
        placeholder={placeholder ?? label}
        value={text}
        onChange={setText}
        onKeyDown={onKeyDown}
        error={problem}
        autoComplete="off"
      />
      <IconButton label={label} icon={<Plus />} isDisabled={text.trim() === ""} onPress={() => void add()} />
    </div>
  );
}
