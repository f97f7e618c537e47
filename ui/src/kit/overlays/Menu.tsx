import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  type PopoverProps,
  Separator,
} from "react-aria-components";
import { useT } from "@/i18n";
import { KeyHint } from "../keys/KeyHint";
import styles from "./overlays.module.css";
import { PopoverSurface } from "./Popover";

export interface MenuItem {
  id: string;
  label: string;
  icon?: ReactNode;
  keys?: string;
  isDangerous?: boolean;
  isDisabled?: boolean;
  /** Ticked, for menus that show which of several holds now. */
  isChosen?: boolean;
  onAction: () => void;
}

interface Props {
  label: string;
  trigger: ReactElement;
  /** `"-"` draws a line. */
  items: readonly (MenuItem | "-")[];
  placement?: PopoverProps["placement"];
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function Menu({ label, trigger, items, placement = "bottom end", ...open }: Props) {
  const t = useT();
  return (
    <MenuTrigger {...open}>
      {trigger}
      <PopoverSurface placement={placement}>
        <AriaMenu aria-label={label} autoFocus="first" className={styles.menu}>
          {items.map((item, index) =>
            item === "-" ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place.
              <Separator key={`line ${index}`} className={styles.separator} />
            ) : (
              <AriaMenuItem
                key={item.id}
                id={item.id}
                textValue={item.label}
                isDisabled={item.isDisabled}
                onAction={item.onAction}
                className={`${styles.item} ${item.isDangerous ? styles.dangerous : ""}`}
              >
                {item.icon}
                <span className={styles.itemLabel}>{item.label}</span>
                {item.isChosen && <Check aria-label={t("kit.chosen")} />}
                {item.keys && <KeyHint keys={item.keys} />}
              </AriaMenuItem>
            ),
          )}
        </AriaMenu>
      </PopoverSurface>
    </MenuTrigger>
  );
}
