import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type HeldFile, type ImportKind, type ImportOptions, newOperation, provide, transfer } from "@/ipc";

/** Rows that the first, quick answer goes through. */
const first = 300;

/**
 * What an import with these options would do. The first rows answer at once, the whole file in the background; whoever
 * chooses otherwise meanwhile stops it.
 */
export function useRehearsal(
  file: HeldFile,
  kind: ImportKind | undefined,
  options: ImportOptions,
  canRun: boolean,
) {
  const query = (most: number | null, isEnabled: boolean) => ({
    ...provide(
      ["customers", "purchases", "complaints"],
      ["transfer", "rehearse", file.token, kind, options, most],
      async (signal) => {
        const job = newOperation();
        // Nothing to stop any more means that it has just answered.
        const stop = () => void transfer.cancel(job).catch(() => undefined);
        signal.addEventListener("abort", stop);
        try {
          return await transfer.rehearse(job, file.token, kind ?? "customers", options, most);
        } finally {
          signal.removeEventListener("abort", stop);
        }
      },
    ),
    enabled: canRun && kind !== undefined && isEnabled,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
    retry: false,
  });
  const quick = useQuery(query(first, true));
  const isShort = quick.data?.whole === true && !quick.isPlaceholderData;
  const whole = useQuery(query(null, quick.isSuccess && !quick.isPlaceholderData && !isShort));
  const current = isShort ? quick : whole;
  const isCurrent = current.data !== undefined && !current.isPlaceholderData;
  return {
    /** The rows' outcomes, which the quick answer has as well. */
    rows: quick.isPlaceholderData ? undefined : quick.data?.rows,
    /** The figures of the whole file, those from before a choice too until the new ones are there. */
    whole: isShort ? quick.data : whole.data,
    isCurrent,
    error: quick.error ?? (isShort ? null : whole.error),
  };
}
