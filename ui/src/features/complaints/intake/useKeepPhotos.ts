import { useState } from "react";
import { attachments, complaints, type HeldFile, type Id, newOperation } from "@/ipc";
import type { ComplaintId } from "../queries";

/** Pictures that wait until there is a complaint to keep them with. */
export interface KeptPhotos {
  files: readonly HeldFile[];
  add: (file: HeldFile) => void;
  drop: (file: HeldFile) => void;
  keep: (customer: Id<"CustomerId">, complaint: ComplaintId, by: string) => Promise<void>;
  error: unknown;
}

export function useKeepPhotos(): KeptPhotos {
  const [files, setFiles] = useState<readonly HeldFile[]>([]);
  const [error, setError] = useState<unknown>();
  async function keep(customer: Id<"CustomerId">, complaint: ComplaintId, by: string) {
    if (files.length === 0) return;
    try {
      const kept: Id<"AttachmentId">[] = [];
      for (const { token } of files) kept.push(await attachments.add(newOperation(), customer, token));
      await complaints.step(newOperation(), complaint, by, [{ act: { kind: "attach", files: kept } }]);
      setFiles([]);
    } catch (thrown) {
      setError(thrown);
    }
  }
  return {
    files,
    add: (file) => setFiles((before) => [...before, file]),
    drop: (file) => setFiles((before) => before.filter((other) => other !== file)),
    keep,
    error,
  };
}
