import { useEffect, useRef } from "react";
import { setLanguage, useLanguage, useT } from "@/i18n";
import { type Preferences, shop, useWrite } from "@/ipc";
import { problemWords, setLook, toast, useLook } from "@/kit";
import { withLook } from "@/shop";

/** Long enough for a person who steps through the zooms to arrive. */
const settleMs = 500;

const lookOf = ({ theme, zoom, language }: Preferences) => `${theme} ${zoom} ${language}`;

/**
 * The look is in two places: in this window, for the first paint, and in the file, which is the truth. A change made
 * here goes to the file; a change of the file, such as another PC's or an undo, comes here.
 */
export function useLookSync(saved: Preferences | undefined) {
  const t = useT();
  const look = useLook();
  const language = useLanguage();
  const save = useWrite((op, preferences: Preferences) => shop.setPreferences(op, preferences));
  const applied = useRef("");
  const savedLook = saved && lookOf(saved);

  useEffect(() => {
    if (!saved || !savedLook || applied.current === savedLook) return;
    applied.current = savedLook;
    setLook({ theme: saved.theme, zoom: saved.zoom / 100 });
    setLanguage(saved.language);
  }, [saved, savedLook]);

  const { mutateAsync } = save;
  const { theme, zoom } = look;
  useEffect(() => {
    if (!saved || applied.current !== savedLook) return;
    const wanted = withLook(saved, language, { theme, zoom });
    if (theme === saved.theme && wanted.zoom === saved.zoom && language === saved.language) return;
    const timer = setTimeout(() => {
      applied.current = lookOf(wanted);
      mutateAsync(wanted).catch((error) => {
        applied.current = "";
        toast({ text: problemWords(t, error).text, tone: "bad" });
      });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [saved, savedLook, theme, zoom, language, mutateAsync, t]);
}
