import type { ReactElement, ReactNode } from "react";
import { Tooltip as AriaTooltip, type TooltipProps, TooltipTrigger } from "react-aria-components";
import { KeyHint } from "../keys/KeyHint";
import styles from "./actions.module.css";

interface Props {
  text: ReactNode;
  keys?: string;
  placement?: TooltipProps["placement"];
  /** One focusable kit component. */
  children: ReactElement;
}

/** Adds to what is already labelled; never the only place where something is said. */
export function Tooltip({ text, keys, placement = "bottom", children }: Props) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip className={styles.tooltip} offset={6} placement={placement}>
        <span>{text}</span>
        {keys && <KeyHint keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
