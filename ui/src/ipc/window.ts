import { useEffect } from "react";
import { call, isDesktop } from "./transport";

let told = false;

/** Tells the window, which starts hidden, that its first screen stands: nobody sees an empty one. */
export function useFirstScreen(stands: boolean) {
  useEffect(() => {
    if (!stands || told || !isDesktop) return;
    told = true;
    void call("shell.first_screen");
  }, [stands]);
}

/**
 * Prints the page. A browser returns at once; the shell on macOS, whose web view does not print by itself, answers with
 * a promise, which is refused where printing is not allowed.
 */
export async function print(): Promise<void> {
  const printed: unknown = window.print();
  await printed;
}
