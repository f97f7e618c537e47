// Files go in and out by token: the screens never learn a path. The window asks Rust for its dialogs; a browser has
// its own, and sends what was chosen to the loopback host.
import type { Id } from "./bindings";
import { call, isDesktop, post, token } from "./transport";

export interface HeldFile {
  token: Id<"FileToken">;
  name: string;
}

/** Whether a file that is dropped on the page can be taken in. */
export const canDropFiles = !isDesktop;

/** Lets a person choose a file with one of these endings; none where they thought better of it. */
export function pickFile(kinds: readonly string[]): Promise<HeldFile | null> {
  if (isDesktop) return call<HeldFile | null>("shell.pick_file", { kinds });
  return new Promise((resolve, reject) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = kinds.map((kind) => `.${kind}`).join(",");
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      if (file) holdFile(file).then(resolve, reject);
      else resolve(null);
    });
    input.click();
  });
}

/** Hands a file over to the host. */
export async function holdFile(file: File): Promise<HeldFile> {
  const path = `/files?name=${encodeURIComponent(file.name)}`;
  return (await post(path, "application/octet-stream", file)) as HeldFile;
}

/** Offers a file the host holds for saving; false where a person declined. */
export async function saveFile(held: Id<"FileToken">, name: string): Promise<boolean> {
  if (isDesktop) return call<boolean>("shell.save_file", { token: held, name });
  const link = document.createElement("a");
  link.href = `/files/${encodeURIComponent(held)}?token=${encodeURIComponent(token())}`;
  link.download = name;
  link.click();
  return true;
}
