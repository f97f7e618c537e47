import type { Id, Rule } from "@/ipc";
import type { Kind } from "./kinds";

type Name = Id<"RuleId"> | Kind;

/** What was typed and is not saved, until the window closes: looking at another rule must not cost it. */
const unsaved = new Map<Name, Rule>();

export const unsavedOf = (name: Name) => unsaved.get(name);
export const keepUnsaved = (name: Name, rule: Rule) => unsaved.set(name, rule);
export const forgetUnsaved = (name: Name) => unsaved.delete(name);
