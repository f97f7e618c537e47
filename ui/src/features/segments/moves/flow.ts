import type { Flow, FlowCell } from "@/ipc";

/** A class on one side of the picture: where its bar begins and how tall it is. */
export interface Bar {
  name: string | null;
  y: number;
  height: number;
  customers: number;
}

/** A way between two bars. */
export interface Ribbon {
  cell: FlowCell;
  fromY: number;
  toY: number;
  height: number;
}

export interface Picture {
  left: Bar[];
  right: Bar[];
  ribbons: Ribbon[];
  height: number;
}

/** The least height of a way, so that one customer is seen beside a thousand. */
const least = 2;
const gap = 14;
const barHeight = 240;

/** Lays out who went where: bars as tall as their ways together, on both sides in the order of the classes. */
export function layOut(flow: Flow, withStayed: boolean): Picture {
  const cells = flow.cells.filter((cell) => withStayed || cell.from !== cell.to);
  const total = cells.reduce((sum, cell) => sum + cell.customers, 0);
  const scale = total > 0 ? barHeight / total : 0;
  const heights = new Map(cells.map((cell) => [cell, Math.max(least, cell.customers * scale)]));
  const names = [...flow.classes, null];
  const side = (end: "from" | "to") => {
    const bars: Bar[] = [];
    let y = 0;
    for (const name of names) {
      const own = cells.filter((cell) => cell[end] === name);
      if (own.length === 0) continue;
      const height = own.reduce((sum, cell) => sum + (heights.get(cell) ?? 0), 0);
      const customers = own.reduce((sum, cell) => sum + cell.customers, 0);
      bars.push({ name, y, height, customers });
      y += height + gap;
    }
    return { bars, height: Math.max(0, y - gap) };
  };
  const [left, right] = [side("from"), side("to")];
  const rank = (name: string | null) => names.indexOf(name);
  const used = { from: new Map<string | null, number>(), to: new Map<string | null, number>() };
  const take = (end: "from" | "to", name: string | null, height: number) => {
    const bars = end === "from" ? left.bars : right.bars;
    const before = used[end].get(name) ?? bars.find((bar) => bar.name === name)?.y ?? 0;
    used[end].set(name, before + height);
    return before;
  };
  const ribbons = [...cells]
    .sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to))
    .map((cell) => {
      const height = heights.get(cell) ?? 0;
      return { cell, height, fromY: take("from", cell.from, height), toY: take("to", cell.to, height) };
    });
  return { left: left.bars, right: right.bars, ribbons, height: Math.max(left.height, right.height) };
}
