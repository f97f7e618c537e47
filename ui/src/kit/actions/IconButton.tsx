import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  type TooltipProps,
} from "react-aria-components";
import styles from "./actions.module.css";
import type { ButtonTone } from "./Button";
import { Tooltip } from "./Tooltip";

export interface IconButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  /** Read by screen readers and shown as the tooltip. */
  label: string;
  icon: ReactNode;
  keys?: string;
  tone?: ButtonTone;
  size?: "small" | "regular";
  placement?: TooltipProps["placement"];
}

export function IconButton({
  label,
  icon,
  keys,
  tone = "quiet",
  size = "regular",
  placement,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys} placement={placement}>
      <AriaButton
        {...rest}
        aria-label={label}
        data-size={size}
        className={`${styles.button} ${styles[tone]} ${styles.icon}`}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
