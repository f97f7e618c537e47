import { type ReactNode, useEffect, useId } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ProgressBar,
} from "react-aria-components";
import { useT } from "@/i18n";
import styles from "./actions.module.css";

export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "style" | "children"> {
  tone?: ButtonTone;
  size?: "small" | "regular" | "large";
  icon?: ReactNode;
  children: ReactNode;
}

/** A press with a word on it. While `isPending` it keeps its width and its focus, and refuses a second press. */
export function Button({ tone = "secondary", size = "regular", icon, children, ...rest }: ButtonProps) {
  const t = useT();
  const ownId = useId();
  const id = rest.id ?? ownId;
  useEffect(() => () => forgetAnnounced(id), [id]);
  return (
    <AriaButton {...rest} id={id} data-size={size} className={`${styles.button} ${styles[tone]}`}>
      {({ isPending }) => (
        <>
          {icon}
          <span>{children}</span>
          {isPending && (
            <ProgressBar isIndeterminate aria-label={t("kit.working")} className="visually-hidden" />
          )}
        </>
      )}
    </AriaButton>
  );
}

/**
 * React Aria says for seconds that a button works or has done so, by a note that borrows the button's name. Where the
 * button goes when its work is done, the note would be an image that nobody named.
 */
function forgetAnnounced(id: string) {
  for (const note of document.querySelectorAll(`[data-live-announcer] [aria-labelledby~="${id}"]`))
    note.remove();
}
