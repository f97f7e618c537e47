// Files go in and out by token: the screens never learn a path. The window asks Rust for its dialogs; a browser has
// its own, and sends what was chosen to the loopback host.
import type { Id } from "./bindings";
import { CommandError, call, callWithFile, fetchBytes, isDesktop, post, token } from "./transport";

export interface HeldFile {
  token: Id<"FileToken">;
  name: string;
}

/** The largest file that is handed over, in bytes; what may be done with it, the command says. */
const most = 256 << 20;

/** Lets a person choose a file with one of these endings, or any; none where they thought better of it. */
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

/** Hands over a file that was dropped, pasted or chosen. */
export async function holdFile(file: File): Promise<HeldFile> {
  const name = encodeURIComponent(file.name);
  if (file.size > most) throw new CommandError({ kind: "file", name: file.name, problem: "tooLarge" });
  if (isDesktop) return callWithFile<HeldFile>("shell.hold_file", name, await file.arrayBuffer());
  return (await post(`/files?name=${name}`, "application/octet-stream", file)) as HeldFile;
}

/** The bytes of a file the host holds, as a page may show them. */
export const fileBytes = (held: Id<"FileToken">): Promise<ArrayBuffer> =>
  isDesktop
    ? call<ArrayBuffer>("shell.file_bytes", { token: held })
    : fetchBytes(`/files/${encodeURIComponent(held)}`);

/** Offers a file the host holds for saving; false where a person declined. */
export async function saveFile(held: Id<"FileToken">, name: string): Promise<boolean> {
  if (isDesktop) return call<boolean>("shell.save_file", { token: held, name });
  const link = document.createElement("a");
  link.href = `/files/${encodeURIComponent(held)}?token=${encodeURIComponent(token())}`;
  link.download = name;
  link.click();
  return true;
}
