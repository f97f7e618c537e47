import { provide, tiers } from "@/ipc";

/** The shop's levels and benefits: those that hold, and those that are to follow. */
export const programs = () => provide(["settings", "tiers"], ["tiers", "programs"], tiers.programs);
