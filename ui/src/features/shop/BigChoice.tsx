import { ChevronRight } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button } from "react-aria-components";
import styles from "./shop.module.css";

interface Props {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  onPress: () => void;
  ref?: Ref<HTMLButtonElement>;
}

/** A way to go, large enough to say what lies at its end. */
export function BigChoice({ icon, title, children, onPress, ref }: Props) {
  return (
    <Button ref={ref} className={styles.choice} onPress={onPress}>
      {icon}
      <span>
        <strong>{title}</strong>
        <small>{children}</small>
      </span>
      <ChevronRight aria-hidden="true" />
    </Button>
  );
}
