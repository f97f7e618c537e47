import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { setStartsWithPc, startsWithPc } from "@/ipc";
import { ErrorNotice, Switch } from "@/kit";
import styles from "../settings.module.css";

/** Starting with the PC, so that nothing is missed; only who asks for it gets it. */
export function WithPc() {
  const t = useT();
  const client = useQueryClient();
  const { data, error } = useQuery(startsWithPc());
  const set = useMutation({
    mutationFn: setStartsWithPc,
    // What the desktop says, not what was asked for.
    onSuccess: (on) => client.setQueryData(startsWithPc().queryKey, on),
  });
  const problem = set.error ?? error;
  return (
    <div>
      <Switch
        isSelected={data ?? false}
        isDisabled={data === undefined || set.isPending}
        onChange={(on) => set.mutate(on)}
      >
        {t("settings.notifying.withPc")}
      </Switch>
      <p className={styles.hint}>{t("settings.notifying.withPcHint")}</p>
      {problem !== null && <ErrorNotice error={problem} />}
    </div>
  );
}
