import { useState } from "react";
import { readFen } from "../words/amount";
import { formatMoney } from "../words/format";
import { TextField } from "./TextField";

interface Props {
  label: string;
  hideLabel?: boolean;
  optional?: boolean;
  description?: string;
  /** In fen; nothing where none was typed, or nothing readable. */
  fen: number | null;
  onChange: (fen: number | null) => void;
  error?: string;
  autoFocus?: boolean;
}

/** An amount in yuan; what is typed stays as it was typed. */
export function AmountField({ fen, onChange, ...rest }: Props) {
  const [text, setText] = useState(fen === null ? "" : formatMoney(fen).replace(/^¥|\.00$/g, ""));
  return (
    <TextField
      {...rest}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={(typed) => {
        setText(typed);
        onChange(readFen(typed) ?? null);
      }}
    />
  );
}
