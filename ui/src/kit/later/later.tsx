import { type ComponentType, lazy, Suspense, useState } from "react";

/** Long enough for the first screen to stand; whoever is quicker waits for a few milliseconds. */
const afterFirstScreenMs = 1_500;

/**
 * A part that the first screen does not show. It is fetched once that screen stands, so that it is there when
 * somebody asks for it, and the program opens without it. Not for what a key opens to be typed into: the letters
 * that follow would be lost.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let fetched: ComponentType<Props> | undefined;
  const fetch = async () => {
    fetched ??= await load();
    return { default: fetched };
  };
  const Fetching = lazy(fetch) as unknown as ComponentType<Props>;
  // A failure shows when the part is asked for.
  setTimeout(() => void fetch().catch(() => {}), afterFirstScreenMs);
  return function Later(props: Props) {
    // Settled once for each place it stands in: changing over to the fetched part later would begin it anew.
    const [{ Part }] = useState(() => ({ Part: fetched ?? Fetching }));
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
