import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A script that finds what keeps somebody out of the page: one line for each kind of trouble. What still fades in is waited for. */
export const troubles = `${source};
  Promise.allSettled(
    document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished),
  ).then(() => axe.run(document, { resultTypes: ["violations"] })).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ":\\n" + nodes.map(({ html }) => html).join("\\n")))`;
