import { type ComponentType, lazy, Suspense } from "react";

/** Long enough for the first screen to stand; whoever is quicker waits for a few milliseconds. */
const afterFirstScreenMs = 400;

/**
 * A part that the first screen does not show. It is fetched once that screen stands, so that it is there when
 * somebody asks for it, and the program opens without it.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const fetched = () => load().then((part) => ({ default: part }));
  const Part = lazy(fetched) as unknown as ComponentType<Props>;
  // A failure shows when the part is asked for.
  setTimeout(() => void load().catch(() => {}), afterFirstScreenMs);
  return function Later(props: Props) {
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
