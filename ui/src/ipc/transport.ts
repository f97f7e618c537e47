import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { AppError, Event } from "./bindings";
import { setConnection } from "./connection";

/** What Rust answers when a command cannot be done, and the two ways of not reaching Rust at all. */
export type CommandProblem = AppError | { kind: "offline" } | { kind: "unauthorized" };

export class CommandError extends Error {
  readonly error: CommandProblem;

  constructor(error: CommandProblem) {
    super(error.kind);
    this.name = "CommandError";
    this.error = error;
  }
}

interface Transport {
  call: (command: string, args: unknown) => Promise<unknown>;
  subscribe: (onEvent: (event: Event) => void) => () => void;
}

function problem(thrown: unknown): CommandProblem {
  if (typeof thrown === "object" && thrown !== null && "kind" in thrown && typeof thrown.kind === "string") {
    return thrown as CommandProblem;
  }
  return { kind: "internal", detail: String(thrown) };
}

const desktop: Transport = {
  call: (command, args) =>
    invoke(command, { args }).catch((thrown) => {
      throw new CommandError(problem(thrown));
    }),

  subscribe(onEvent) {
    const stop = listen<Event>("huike", ({ payload }) => onEvent(payload));
    return () => void stop.then((end) => end());
  },
};

const tokenKey = "huike.token";

/** The token comes in the fragment, which no server log and no Referer ever sees, and leaves the address at once. */
export function token(): string {
  const given = /(?:^#|&)token=([^&]+)/.exec(location.hash)?.[1];
  if (given) {
    sessionStorage.setItem(tokenKey, given);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(tokenKey) ?? "";
}

/** One request to the host: its answer where all went well, or a typed error. */
async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { ...init.headers, "X-Huike-Token": token() } });
  } catch {
    throw new CommandError({ kind: "offline" });
  }
  if (response.ok) return response;
  const answer: unknown = await response.json().catch(() => undefined);
  if (answer === undefined && response.status === 401) throw new CommandError({ kind: "unauthorized" });
  throw new CommandError(problem(answer ?? `HTTP ${response.status}`));
}

/** One POST to the host and its answer, or a typed error. */
export async function post(path: string, type: string, body: BodyInit): Promise<unknown> {
  const response = await request(path, { method: "POST", headers: { "Content-Type": type }, body });
  return response.json().catch(() => undefined);
}

/** The bytes at an address of the host. */
export const fetchBytes = async (path: string) => (await request(path)).arrayBuffer();

/** A command of the window whose argument is a file's bytes; the name comes percent-coded. */
export const callWithFile = <T>(command: string, name: string, bytes: ArrayBuffer) =>
  invoke<T>(command, bytes, { headers: { "X-Huike-File": name } }).catch((thrown): never => {
    throw new CommandError(problem(thrown));
  });

function loopback(): Transport {
  const mine = token();
  return {
    call: (command, args) => post(`/api/${command}`, "application/json", JSON.stringify(args ?? null)),

    subscribe(onEvent) {
      const path = `/events?token=${encodeURIComponent(mine)}`;
      let source: EventSource;
      let again: ReturnType<typeof setTimeout> | undefined;
      let lost = false;
      const open = () => {
        source = new EventSource(path);
        source.onmessage = ({ data }) => onEvent(JSON.parse(data));
        source.onerror = () => {
          lost = true;
          const refused = source.readyState === EventSource.CLOSED;
          setConnection(refused ? "refused" : "lost");
          // The browser tries again by itself unless it was refused outright.
          if (refused) again = setTimeout(open, 3_000);
        };
        source.onopen = () => {
          setConnection("live");
          // What changed while the stream was down is unknown, so everything may have.
          if (lost) onEvent({ type: "changed", kinds: ["all"] });
          lost = false;
        };
      };
      open();
      return () => {
        clearTimeout(again);
        source.close();
      };
    },
  };
}

/** Whether a window of our own surrounds the screens, or a browser. */
export const isDesktop = "__TAURI_INTERNALS__" in globalThis;

const transport = isDesktop ? desktop : loopback();

export const call = <T>(command: string, args?: unknown) => transport.call(command, args) as Promise<T>;

const listeners = new Set<(event: Event) => void>();
let stop: (() => void) | undefined;

/** All who listen share one stream: a browser allows few connections to one host. */
export function subscribe(onEvent: (event: Event) => void): () => void {
  listeners.add(onEvent);
  stop ??= transport.subscribe((event) => {
    for (const listener of listeners) listener(event);
  });
  return () => {
    listeners.delete(onEvent);
    if (listeners.size > 0) return;
    stop?.();
    stop = undefined;
  };
}
