import { SignIn } from "@/gate";
import { useT } from "@/i18n";
import type { Entrant } from "@/ipc";
import { Button } from "@/kit";

interface Props {
  people: readonly Entrant[];
  onForgotten: () => void;
}

/** Who it is, and their passphrase. */
export function Locked({ people, onForgotten }: Props) {
  const t = useT();
  return (
    <>
      <h1>{t("gate.title")}</h1>
      <SignIn people={people} action={t("gate.open")}>
        <Button tone="quiet" onPress={onForgotten}>
          {t("gate.forgot")}
        </Button>
      </SignIn>
    </>
  );
}
