import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";
export type Density = "compact" | "regular" | "relaxed";
export interface Look {
  theme: Theme;
  density: Density;
  zoom: number;
  language?: "zh-CN" | "en";
  sidebarCollapsed?: boolean;
}

export const zoomSteps = [0.8, 0.9, 1, 1.1, 1.25, 1.5];

// `public/boot.js` reads the same key before the first paint.
const key = "huike.look";
const darkQuery = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;
const listeners = new Set<() => void>();
let look: Look = { theme: "system", density: "regular", zoom: 1, ...stored() };

function stored(): Partial<Look> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

function paint() {
  const root = document.documentElement;
  const dark = look.theme === "dark" || (look.theme === "system" && darkQuery?.matches === true);
  root.dataset.theme = dark ? "dark" : "light";
  root.dataset.density = look.density;
  root.style.setProperty("--zoom", String(look.zoom));
}

export function setLook(change: Partial<Look>) {
  look = { ...look, ...change };
  look.zoom = Math.min(1.5, Math.max(0.8, look.zoom));
  try {
    localStorage.setItem(key, JSON.stringify(look));
  } catch {
    // Private windows refuse storage; the look then lasts for this window.
  }
  paint();
  for (const listener of listeners) listener();
}

/** One step larger or smaller; 0 is back to 100 %. */
export function stepZoom(direction: 1 | 0 | -1) {
  if (direction === 0) return setLook({ zoom: 1 });
  const next =
    direction > 0
      ? zoomSteps.find((step) => step > look.zoom + 0.001)
      : zoomSteps.findLast((step) => step < look.zoom - 0.001);
  if (next) setLook({ zoom: next });
}

export const currentLook = () => look;

export function useLook(): Look {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentLook);
}

const rowRem: Record<Density, number> = { compact: 30, regular: 36, relaxed: 44 };

/** The height of one list row in CSS pixels, for lists that place rows by arithmetic. */
export function useRowHeight(base?: number): number {
  const { density, zoom } = useLook();
  return Math.round((base ?? rowRem[density]) * zoom);
}

darkQuery?.addEventListener("change", paint);
