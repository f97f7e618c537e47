import { useEffect, useRef, useState } from "react";

const carriesFiles = (data: DataTransfer | null) => data?.types.includes("Files") ?? false;

function isField(target: EventTarget | null) {
  return target instanceof Element && target.closest("input, textarea, [contenteditable]") !== null;
}

/** Files dropped anywhere on the page, and pictures that are pasted. Answers whether some hover over it. */
export function useFileDrop(onFiles: (files: File[]) => void): boolean {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    // Going from one element to the next leaves and enters.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const over = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      take(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const data = event.clipboardData;
      // A cell copied from a spreadsheet is text and a picture of it; who types means the text.
      if (isField(event.target) && data?.types.includes("text/plain")) return;
      if (take(data)) event.preventDefault();
    };
    const take = (data: DataTransfer | null) => {
      const files = Array.from(data?.files ?? []);
      if (files.length > 0) latest.current(files);
      return files.length > 0;
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [kind, listener] of Object.entries(listeners)) {
      document.addEventListener(kind, listener as EventListener);
    }
    document.addEventListener("paste", paste);
    return () => {
      for (const [kind, listener] of Object.entries(listeners)) {
        document.removeEventListener(kind, listener as EventListener);
      }
      document.removeEventListener("paste", paste);
    };
  }, []);
  return isOver;
}
