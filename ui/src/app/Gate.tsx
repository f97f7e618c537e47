import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Unplug } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/i18n";
import { type Status, useFirstScreen } from "@/ipc";
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
import { Shell } from "./shell/Shell";
import { useLookSync } from "./useLookSync";

const FirstRun = later(() => import("@/features/shop/FirstRun").then((shop) => shop.FirstRun));

/** A laptop sleeps through midnight, so which day it is gets asked and not counted. */
const askEveryMs = 30_000;

/** Lets nobody to the pages before the shop has a name. */
export function Gate() {
  const t = useT();
  const { data: status, error, refetch } = useQuery({ ...shopStatus(), refetchInterval: askEveryMs });
  useFirstScreen(error !== null);
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
