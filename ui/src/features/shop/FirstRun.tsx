import { useQueryClient } from "@tanstack/react-query";
import { FileSpreadsheet, Store } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { setLanguage, useLanguage, useT } from "@/i18n";
import { newOperation, type Preferences, refetchChanged, shop, useFirstScreen } from "@/ipc";
import { ErrorNotice, fieldProblem, isComposing, ProgressBar, SegmentedControl, TextField } from "@/kit";
import { withLook, ZoneField, zoneHere } from "@/shop";
import mark from "../../../../icons/huike.svg";
import { BigChoice } from "./BigChoice";
import styles from "./shop.module.css";

type Way = "own" | "sample";

interface Props {
  preferences: Preferences;
  onDone: (to: "/" | "/import") => void;
}

/** The first minute: a name, a zone, and either one's own customers or a shop to look around in. */
export function FirstRun({ preferences, onDone }: Props) {
  const t = useT();
  const language = useLanguage();
  const client = useQueryClient();
  const name = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState("");
  const [zone, setZone] = useState(zoneHere);
  const [busy, setBusy] = useState<Way | null>(null);
  const [error, setError] = useState<unknown>();
  const problems = { name: fieldProblem(t, error, "name", "shop"), zone: fieldProblem(t, error, "zone") };

  useEffect(() => {
    document.title = t("firstRun.title");
  }, [t]);
  useEffect(() => name.current?.focus(), []);
  useFirstScreen(true);

  async function start(way: Way) {
    if (busy) return;
    setBusy(way);
    setError(undefined);
    // Whoever only wants to look around need not think of a name.
    const called = typed.trim() === "" && way === "sample" ? t("firstRun.sampleName") : typed;
    try {
      // The language first: what a new shop starts with is written in it.
      await shop.setPreferences(newOperation(), withLook(preferences, language));
      await shop.name(newOperation(), { name: called, zone });
      if (way === "sample") await shop.openSample(newOperation());
      await refetchChanged(client, ["settings", "customers"]);
      onDone(way === "own" ? "/import" : "/");
    } catch (thrown) {
      setError(thrown);
      setBusy(null);
      if (fieldProblem(t, thrown, "name")) name.current?.focus();
    }
  }

  return (
    <main className={styles.first}>
      <div className={styles.language}>
        <SegmentedControl
          label={t("app.language")}
          hideLabel
          choices={[
            { value: "zh-CN" as const, label: t("app.languageZh") },
            { value: "en" as const, label: t("app.languageEn") },
          ]}
          value={language}
          onChange={setLanguage}
        />
      </div>
      <div className={styles.card}>
        <header>
          <img src={mark} alt="" />
          <h1>{t("firstRun.title")}</h1>
          <p>{t("firstRun.promise")}</p>
        </header>
        <div className={styles.fields}>
          <TextField
            ref={name}
            label={t("firstRun.name")}
            placeholder={t("firstRun.nameHint")}
            value={typed}
            onChange={setTyped}
            error={problems.name}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || isComposing(event)) return;
              event.preventDefault();
              first.current?.focus();
            }}
          />
          <ZoneField value={zone} onChange={setZone} error={problems.zone} />
        </div>
        {error !== undefined && !problems.name && !problems.zone && <ErrorNotice error={error} />}
        {busy ? (
          <div className={styles.busy}>
            <ProgressBar
              label={t(busy === "sample" ? "firstRun.openingSample" : "firstRun.naming")}
              done={0}
              total={null}
            />
          </div>
        ) : (
          <section aria-labelledby="first-run-start" className={styles.ways}>
            <h2 id="first-run-start">{t("firstRun.start")}</h2>
            <BigChoice
              ref={first}
              icon={<FileSpreadsheet aria-hidden="true" />}
              title={t("firstRun.own")}
              onPress={() => void start("own")}
            >
              {t("firstRun.ownText")}
            </BigChoice>
            <BigChoice
              icon={<Store aria-hidden="true" />}
              title={t("firstRun.sample")}
              onPress={() => void start("sample")}
            >
              {t("firstRun.sampleText")}
            </BigChoice>
          </section>
        )}
        <p className={styles.later}>{t("firstRun.later")}</p>
      </div>
    </main>
  );
}
