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
