import { Eye, EyeOff } from "lucide-react";
import { useT } from "@/i18n";
import { IconButton } from "../actions/IconButton";
import { togglePhones, usePhonesShown } from "./Phone";

export const showPhonesKeys = "mod+shift+h";

/** Shows the numbers for a minute, or hides them again. */
export function ShowPhones() {
  const t = useT();
  const shown = usePhonesShown();
  return (
    <IconButton
      size="small"
      label={t(shown ? "kit.hidePhones" : "kit.showPhones")}
      keys={showPhonesKeys}
      icon={shown ? <EyeOff /> : <Eye />}
      onPress={togglePhones}
    />
  );
}
