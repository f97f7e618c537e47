import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Compass, Unplug } from "lucide-react";
import { useT } from "@/i18n";
import { Button, EmptyState, ErrorNotice, Page, problemOf } from "@/kit";

/** Where a page that fell over lands: what happened, another try, and a way out. */
export function BrokenPage({ error, reset }: ErrorComponentProps) {
  const t = useT();
  const router = useRouter();
  const home = () => {
    reset();
    void router.navigate({ to: "/" });
  };
  return (
    <Page title={t("app.pageBroken")}>
      <EmptyState
        icon={<Unplug aria-hidden="true" />}
        title={t("app.pageBroken")}
        actions={
          <>
            <Button tone="primary" onPress={reset}>
              {t("kit.retry")}
            </Button>
            <Button onPress={home}>{t("app.backToToday")}</Button>
          </>
        }
      >
        {problemOf(error).kind === "internal" ? t("app.pageBrokenNext") : <ErrorNotice error={error} />}
      </EmptyState>
    </Page>
  );
}

export function MissingPage() {
  const t = useT();
  const router = useRouter();
  return (
    <Page title={t("app.pageMissing")}>
      <EmptyState
        icon={<Compass aria-hidden="true" />}
        title={t("app.pageMissing")}
        actions={
          <Button tone="primary" onPress={() => void router.navigate({ to: "/" })}>
            {t("app.backToToday")}
          </Button>
        }
      >
        {t("app.pageMissingNext")}
      </EmptyState>
    </Page>
  );
}
