import { useNavigate } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useEffect, useState } from "react";
import { FirstRun } from "@/features/shop/FirstRun";
import { useT } from "@/i18n";
import type { Status } from "@/ipc";
import { EmptyState, ErrorNotice, ShopTimeProvider, Skeleton, ToastRegion } from "@/kit";
import { useStatus } from "@/shop";
import { Shell } from "./shell/Shell";
import { useLookSync } from "./useLookSync";
import { useShopClock } from "./useShopClock";

/** Lets nobody to the pages before the shop has a name. */
export function Gate() {
  const t = useT();
  const { data: status, error, refetch } = useStatus();
  if (status) return <Open status={status} />;
  if (!error) return <Skeleton />;
  return (
    <main>
      <EmptyState icon={<Unplug aria-hidden="true" />} title={t("app.cannotStart")}>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </EmptyState>
    </main>
  );
}

function Open({ status }: { status: Status }) {
  const navigate = useNavigate();
  // Naming the shop is only the first half of the first run: it leaves by itself when the second is through.
  const [isFirstRun, setFirstRun] = useState(status.shop === null);
  const zone = status.shop?.zone ?? "UTC";
  const today = useShopClock(zone);
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
    <ShopTimeProvider value={{ zone, today }}>
      <Shell status={status} />
    </ShopTimeProvider>
  );
}
