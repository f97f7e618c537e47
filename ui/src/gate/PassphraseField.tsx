import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { IconButton, TextField, type TextFieldProps } from "@/kit";

type Props = Omit<TextFieldProps, "type" | "trail" | "autoComplete" | "onKeyUp">;

/** What is typed unseen: it can be looked at, and says when Caps Lock is in the way. */
export function PassphraseField({ description, ...rest }: Props) {
  const t = useT();
  const [isShown, show] = useState(false);
  const [isCaps, setCaps] = useState(false);
  return (
    <TextField
      {...rest}
      type={isShown ? "text" : "password"}
      autoComplete="off"
      spellCheck="false"
      description={isCaps ? t("gate.capsLock") : description}
      onKeyUp={(event) => setCaps(event.getModifierState("CapsLock"))}
      trail={
        <IconButton
          size="small"
          // Between a field and its button nobody wants to stop on the way.
          excludeFromTabOrder
          label={t(isShown ? "gate.hidePassphrase" : "gate.showPassphrase")}
          icon={isShown ? <EyeOff /> : <Eye />}
          onPress={() => show(!isShown)}
        />
      }
    />
  );
}
