import { useMutation } from "@tanstack/react-query";
import { type Id, operations } from "./bindings";
import { CommandError } from "./transport";

export type Operation = Id<"OperationId">;

export interface Written<A> {
  /** What to name when it is to be taken back. */
  op: Operation;
  answer: A;
}

/** A UUIDv7: ids made later sort later, so the operation log stays in order. */
export function newOperation(): Operation {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let ms = Date.now();
  for (let at = 5; at >= 0; at--) {
    bytes[at] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") as Operation;
}

/** An id for something that a screen makes: the same kind of number, of whatever kind is asked for. */
export const newId = <Kind extends string>() => newOperation() as string as Id<Kind>;

/**
 * A write as one operation. The id is made once for each press: when the connection breaks midway, sending the same
 * id again can do nothing twice, and `alreadyDone` then means that it had arrived.
 */
export function useWrite<V = void, A = unknown>(run: (op: Operation, values: V) => Promise<A>) {
  return useMutation({
    mutationFn: async (values: V): Promise<Written<A | null>> => {
      const op = newOperation();
      try {
        return { op, answer: await run(op, values) };
      } catch (error) {
        if (!(error instanceof CommandError) || error.error.kind !== "offline") throw error;
        return { op, answer: await again(() => run(op, values), error) };
      }
    },
  });
}

async function again<A>(run: () => Promise<A>, first: CommandError): Promise<A | null> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    if (error.error.kind === "alreadyDone") return null;
    throw error.error.kind === "offline" ? first : error;
  }
}

export const undo = (op: Operation) => operations.undo(newOperation(), op);

/** Takes back whatever the person did last. */
export const undoLast = () => operations.undo(newOperation(), null);
