import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useT } from "@/i18n";
import type { CustomerRow } from "@/ipc";
import { Button, problemWords, useWorded } from "@/kit";
import { ChooseCustomer } from "@/people";
import { AskedFields, FilledText, type Typed } from "@/words";
import { previewOf } from "./queries";
import styles from "./scripts.module.css";

/** Kept while the program runs: whoever writes several scripts tries them on one customer. */
let lastCustomer: CustomerRow | null = null;

/** How the text reads to one customer, while it is typed. */
export function Preview({ text }: { text: string }) {
  const t = useT();
  const worded = useWorded();
  const [customer, setCustomer] = useState(lastCustomer);
  const [typed, setTyped] = useState<Typed>({});
  const { data, error } = useQuery({
    ...previewOf(useDeferredValue(text), customer?.id ?? null),
    placeholderData: keepPreviousData,
  });
  const choose = (row: CustomerRow | null) => {
    lastCustomer = row;
    setCustomer(row);
  };
  return (
    <section className={styles.box} aria-label={t("scripts.preview.title")}>
      <h2 className={styles.boxHead}>
        {t("scripts.preview.title")}
        {customer && (
          <Button size="small" tone="quiet" onPress={() => choose(null)}>
            {t("scripts.preview.other", { name: customer.name })}
          </Button>
        )}
      </h2>
      {!customer && (
        <ChooseCustomer
          label={t("scripts.preview.customer")}
          placeholder={t("customers.searchHint")}
          isFit={() => true}
          onChoose={choose}
        />
      )}
      {error ? (
        <p className={styles.warn} role="status">
          {problemWords(t, worded(error)).text}
        </p>
      ) : text.trim() === "" ? (
        <p className={styles.muted}>{t("scripts.preview.nothing")}</p>
      ) : (
        data && (
          <>
            <div className={styles.paper}>
              <FilledText filled={data} typed={typed} />
            </div>
            {customer && <AskedFields filled={data} typed={typed} onType={setTyped} />}
            {customer && data.missing.length > 0 && (
              <p className={styles.muted}>
                {t("scripts.preview.missing", {
                  what: data.missing
                    .map((variable) => t(`scripts.variable.${variable}`))
                    .join(t("customers.listComma")),
                })}
              </p>
            )}
          </>
        )
      )}
    </section>
  );
}
