import { createContext, type ReactNode, useContext, useEffect } from "react";
import { useT } from "@/i18n";
import styles from "./page.module.css";

const Corner = createContext<ReactNode>(null);

/** What the shell puts into the corner of every page. */
export const PageCornerProvider = Corner;

const Count = createContext(0);

/** How much waits: the page's title says it, also in a tab that nobody looks at. */
export const PageCountProvider = Count;

interface Props {
  title: string;
  /** Quiet words beside the title, such as a count. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** `fill` for lists that scroll by themselves, `reading` for forms and text, `plain` for the rest. */
  layout?: "fill" | "reading" | "plain";
  children: ReactNode;
}

export function Page({ title, aside, actions, layout = "plain", children }: Props) {
  const t = useT();
  const corner = useContext(Corner);
  const count = useContext(Count);
  const name = t("app.name");
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ""}${title} · ${name}`;
  }, [count, title, name]);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>
          {title}
          {aside && <small>{aside}</small>}
        </h1>
        <div className={styles.actions}>
          {actions}
          {corner}
        </div>
      </header>
      <div className={styles.body} data-layout={layout}>
        {layout === "reading" ? <div className={styles.reading}>{children}</div> : children}
      </div>
    </div>
  );
}
