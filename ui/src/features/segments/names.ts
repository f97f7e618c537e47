import type { T } from "@/i18n";
import type { EightClass, FourClass, MoveScheme, PlaybookTarget, Stage, ThreeClass } from "@/ipc";
import type { ChipTone } from "@/kit";

/** What a class is called in its scheme. */
export function className(t: T, scheme: MoveScheme, name: string | null): string {
  if (name === null) return t("terms.noPurchase");
  switch (scheme) {
    case "three":
      return t(`terms.segment.${name as ThreeClass}`);
    case "four":
      return t(`terms.four.${name as FourClass}`);
    case "eight":
      return t(`terms.eight.${name as EightClass}`);
    case "stage":
      return t(`terms.stage.${name as Stage}`);
  }
}

/** The field of the customer list that holds the classes of a scheme. */
export const fieldOf = { three: "segment", four: "four", eight: "eight", stage: "stage" } as const;

/** Colours repeat what the words say; important value is the brightest. */
const tones: Record<string, ChipTone> = {
  core: "met",
  potential: "silver",
  win_back: "atrisk",
  loyal: "met",
  growth: "ontrack",
  general: "silver",
  at_risk: "atrisk",
  active: "ontrack",
  silent: "regular",
  forgetting: "soon",
  lost: "atrisk",
  "111": "met",
  "011": "platinum",
  "101": "ontrack",
  "001": "diamond",
  "110": "gold",
  "010": "soon",
  "100": "silver",
  "000": "regular",
};

export const toneOf = (name: string | null): ChipTone =>
  name === null ? "regular" : (tones[name] ?? "regular");

/** The class behind a target, where it is one that every shop has. */
export const targetOf = (scheme: MoveScheme, name: string): PlaybookTarget =>
  ({ kind: scheme, class: name }) as PlaybookTarget;

export const keyOf = (target: PlaybookTarget) =>
  target.kind === "view" ? `view:${target.id}` : `${target.kind}:${target.class}`;

export const schemes: readonly MoveScheme[] = ["three", "four", "eight", "stage"];
