import type { ReactElement, ReactNode } from "react";
import {
  Dialog as AriaDialog,
  Popover as AriaPopover,
  DialogTrigger,
  type PopoverProps,
} from "react-aria-components";
import styles from "./overlays.module.css";

interface SurfaceProps extends Omit<PopoverProps, "className" | "style"> {
  /** At least as wide as what opened it. */
  matchTrigger?: boolean;
}

/** The bare surface for lists, menus and calendars. */
export function PopoverSurface({ matchTrigger, ...rest }: SurfaceProps) {
  return (
    <AriaPopover offset={4} {...rest} className={`${styles.popover} ${matchTrigger ? styles.match : ""}`} />
  );
}

interface Props {
  trigger: ReactElement;
  label: string;
  placement?: PopoverProps["placement"];
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode | ((close: () => void) => ReactNode);
}

/** A small panel beside the control that opens it. */
export function Popover({
  trigger,
  label,
  placement = "bottom start",
  isOpen,
  onOpenChange,
  children,
}: Props) {
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <PopoverSurface placement={placement}>
        <AriaDialog aria-label={label} className={styles.padded}>
          {({ close }) => <>{typeof children === "function" ? children(close) : children}</>}
        </AriaDialog>
      </PopoverSurface>
    </DialogTrigger>
  );
}
