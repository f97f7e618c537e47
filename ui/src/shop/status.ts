import { useQuery } from "@tanstack/react-query";
import { type Preferences, provide, shop } from "@/ipc";
import { currentLook, type Look } from "@/kit";

/** What every screen needs to know first; the shell waits for it, so that pages find it there. */
export const shopStatus = () => provide(["settings", "customers"], ["shop", "status"], shop.status);

export const useStatus = () => useQuery(shopStatus());

/** The preferences with what the person sees at this moment; the file may be a blink behind. */
export function withLook(
  preferences: Preferences,
  language: Preferences["language"],
  { theme, zoom }: Pick<Look, "theme" | "zoom"> = currentLook(),
): Preferences {
  return { ...preferences, language, theme, zoom: Math.round(zoom * 100) };
}
