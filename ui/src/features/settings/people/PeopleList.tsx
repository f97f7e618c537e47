import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useGate } from "@/gate";
import { useT } from "@/i18n";
import type { PersonView } from "@/ipc";
import { Button, Chip } from "@/kit";
import { PassphraseDialog } from "./PassphraseDialog";
import styles from "./people.module.css";

/** Who works here, for those who do not decide it: to look at, and to change one's own passphrase. */
export function PeopleList({ saved }: { saved: PersonView[] }) {
  const t = useT();
  const gate = useGate();
  const [giving, setGiving] = useState<PersonView>();
  return (
    <ul className={styles.list}>
      {saved.map((each) => {
        const isMe = each.person.id === gate?.me?.id;
        return (
          <li key={String(each.person.id)}>
            <span>
              {each.person.name} {isMe && <Chip>{t("settings.people.you")}</Chip>}
            </span>
            <small>{t(`terms.role.${each.person.role}`)}</small>
            {isMe && gate?.guarded && (
              <Button size="small" icon={<KeyRound aria-hidden="true" />} onPress={() => setGiving(each)}>
                {t("settings.people.change")}
              </Button>
            )}
          </li>
        );
      })}
      {giving && <PassphraseDialog person={giving} people={saved} onClose={() => setGiving(undefined)} />}
    </ul>
  );
}
