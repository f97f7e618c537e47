import { type ReactNode, useEffect, useState } from "react";
import { setLanguage, useLanguage, useT } from "@/i18n";
import type { GateView } from "@/ipc";
import { currentLook, ErrorNotice, ShopTimeProvider, ToastRegion } from "@/kit";
import { zoneHere } from "@/shop";
import mark from "../../../../icons/huike.svg";
import { Damaged } from "./Damaged";
import styles from "./gate.module.css";
import { Locked } from "./Locked";
import { Recover } from "./Recover";

interface Props {
  view: GateView;
  /** A damaged file is being put back, and this page stays until that was read. */
  onMending: (isMending: boolean) => void;
  onRetry: () => void;
}

/** All that is seen of a shop that is shut: why, and the way in. Nothing on it is from inside the file. */
export function ShutPage({ view, onMending, onRetry }: Props) {
  const t = useT();
  const language = useLanguage();
  const [isForgotten, forget] = useState(false);
  const [isMending, setMending] = useState(false);
  // Where the shop is stands in the file; this PC's own zone is the best there is.
  const [now] = useState(() => Date.now());
  const isDamaged = isMending || view.error?.kind === "damaged";
  const title = t(isDamaged ? "gate.damaged.title" : view.error ? "gate.failed" : "gate.title");
  useEffect(() => {
    // What was last spoken at this PC goes before what the shop speaks.
    if (view.language && !currentLook().language) setLanguage(view.language);
  }, [view.language]);
  useEffect(() => {
    document.title = title;
  }, [title]);

  function content(): ReactNode {
    if (isDamaged) {
      return (
        <Damaged
          isGuarded={view.guarded}
          whole={view.error?.kind === "damaged" ? view.error.backup : null}
          now={now}
          onMending={(mending) => {
            setMending(mending);
            onMending(mending);
          }}
        />
      );
    }
    if (view.error) {
      return (
        <>
          <h1>{title}</h1>
          <ErrorNotice error={view.error} onRetry={onRetry} />
        </>
      );
    }
    if (isForgotten) return <Recover hasCode={view.hasRecoveryCode} onBack={() => forget(false)} />;
    return <Locked people={view.people} onForgotten={() => forget(true)} />;
  }

  return (
    <ShopTimeProvider value={{ zone: zoneHere(), today: new Date(now).toLocaleDateString("sv-SE") }}>
      <main className={styles.shut} lang={language}>
        <div className={styles.card} data-wide={isDamaged || undefined}>
          <img src={mark} alt={t("app.name")} />
          {content()}
        </div>
        <ToastRegion />
      </main>
    </ShopTimeProvider>
  );
}
