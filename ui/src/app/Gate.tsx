import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useEffect, useLayoutEffect, useState } from "react";
import { gateStatus } from "@/gate";
import { useT } from "@/i18n";
import { type GateView, type Status, useFirstScreen } from "@/ipc";
import {
  EmptyState,
  ErrorNotice,
  later,
  PhonePrivacyProvider,
  ShopTimeProvider,
  Skeleton,
  ToastRegion,
} from "@/kit";
import { shopStatus } from "@/shop";
import { losesSight } from "./losesSight";
import { Shell } from "./shell/Shell";
import { useLookSync } from "./useLookSync";
import { useNewcomer } from "./useNewcomer";

const FirstRun = later(() => import("@/features/shop/FirstRun").then((shop) => shop.FirstRun));
const ShutPage = later(() => import("@/features/gate/ShutPage").then((gate) => gate.ShutPage));

/** A laptop sleeps through midnight, so which day it is gets asked and not counted. */
const askEveryMs = 30_000;

/** Lets nobody in while the shop is shut, and nobody to the pages before it has a name. */
export function Gate() {
  const { data: view, error, refetch } = useQuery(gateStatus());
  const [seen, setSeen] = useState<GateView>();
  const [isMending, mend] = useState(false);
  const leaves = seen !== undefined && view !== undefined && losesSight(seen, view);
  // A file that gets another key is closed for a moment, and whoever is in stays in.
  const isOpen = view?.open || (seen !== undefined && view?.error?.kind === "busy");
  useFirstScreen(error !== null || view?.open === false);
  useEffect(() => {
    if (view?.open && !leaves && !isMending) setSeen(view);
  }, [view, leaves, isMending]);
  if (leaves) return <Leaving />;
  if (!view) return error ? <CannotStart error={error} onRetry={() => void refetch()} /> : <Skeleton />;
  return isOpen && !isMending ? (
    <Inside me={view.me} />
  ) : (
    <ShutPage view={view} onMending={mend} onRetry={() => void refetch()} />
  );
}

/** A page loaded anew knows nothing of the old one: what was on the screen leaves memory with it. */
function Leaving() {
  useLayoutEffect(() => location.reload(), []);
  return null;
}

function Inside({ me }: { me: GateView["me"] }) {
  const { data: status, error, refetch } = useQuery({ ...shopStatus(), refetchInterval: askEveryMs });
  const isNew = useNewcomer(me);
  useFirstScreen(error !== null);
  if (error && !status) return <CannotStart error={error} onRetry={() => void refetch()} />;
  return status && !isNew ? <Open status={status} /> : <Skeleton />;
}

function CannotStart({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useT();
  return (
    <main>
      <EmptyState icon={<Unplug aria-hidden="true" />} title={t("app.cannotStart")}>
        <ErrorNotice error={error} onRetry={onRetry} />
      </EmptyState>
    </main>
  );
}

function Open({ status }: { status: Status }) {
  const navigate = useNavigate();
  // Naming the shop is only the first half of the first run: it leaves by itself when the second is through.
  const [isFirstRun, setFirstRun] = useState(status.shop === null);
  const zone = status.shop?.zone ?? "UTC";
  useLookSync(isFirstRun ? undefined : status.preferences);
  useEffect(() => {
    if (status.shop === null) setFirstRun(true);
  }, [status.shop]);
  if (isFirstRun) {
    const leave = (to: "/" | "/import") => {
      setFirstRun(false);
      void navigate({ to });
    };
    return (
      <>
        <FirstRun preferences={status.preferences} onDone={leave} />
        <ToastRegion />
      </>
    );
  }
  return (
    <ShopTimeProvider value={{ zone, today: status.today }}>
      <PhonePrivacyProvider value={status.preferences.customersSee ?? false}>
        <Shell status={status} />
      </PhonePrivacyProvider>
    </ShopTimeProvider>
  );
}
