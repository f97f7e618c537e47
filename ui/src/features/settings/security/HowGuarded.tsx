import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import type { GateView } from "@/ipc";
import { Button } from "@/kit";
import { PassphraseDialog } from "../people/PassphraseDialog";
import { people } from "../queries";
import { Section } from "../Section";
import styles from "./security.module.css";

/** In plain words who can read the customers now, and the one step that changes it. */
export function HowGuarded({ gate }: { gate: GateView }) {
  const t = useT();
  const mayChange = useMay("own");
  const { guarded } = gate;
  const Icon = guarded ? ShieldCheck : ShieldAlert;
  return (
    <Section
      title={t("settings.security.title")}
      text={mayChange ? undefined : t("settings.security.lookOnly")}
    >
      <div className={styles.state} data-tone={guarded ? "good" : "open"}>
        <Icon aria-hidden="true" />
        <div className={styles.words}>
          <strong>
            {guarded
              ? t("settings.security.guarded", { count: gate.people.length })
              : t("settings.security.open")}
          </strong>
          {guarded ? (
            <p>{t("settings.security.guardedText")}</p>
          ) : (
            <>
              <p>{t("settings.security.openText")}</p>
              <p>{t(gate.inKeyring ? "settings.security.keyring" : "settings.security.beside")}</p>
              <FirstPassphrase />
            </>
          )}
        </div>
      </div>
    </Section>
  );
}

/** The first passphrase is an owner's, so one must be entered before. */
function FirstPassphrase() {
  const t = useT();
  const navigate = useNavigate();
  const mayChange = useMay("own");
  const { data } = useQuery(people());
  const [isGiving, give] = useState(false);
  const owner = data?.find(({ person }) => person.role === "owner");
  if (!data || !mayChange) return null;
  return (
    <div>
      {owner ? (
        <Button tone="primary" onPress={() => give(true)}>
          {t("settings.security.setFirst")}
        </Button>
      ) : (
        <Button onPress={() => void navigate({ to: "/settings", search: { part: "people" } })}>
          {t("settings.security.enterFirst")}
        </Button>
      )}
      {owner && isGiving && <PassphraseDialog person={owner} people={data} onClose={() => give(false)} />}
    </div>
  );
}
