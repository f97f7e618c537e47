import { useLanguage, useT } from "@/i18n";
import type { Flow, FlowEdge } from "@/ipc";
import { formatNumber } from "@/kit";
import { className, toneOf } from "../names";
import styles from "../segments.module.css";
import { type Bar, layOut } from "./flow";

const width = 720;
const barWidth = 10;
const labelWidth = 170;
const pad = 12;

const [leftEdge, rightEdge] = [labelWidth + barWidth, width - labelWidth - barWidth];

/** The flow as a picture. What it says stands in words beside it. */
export function FlowChart({
  flow,
  withStayed,
  way,
}: {
  flow: Flow;
  withStayed: boolean;
  way: FlowEdge | null;
}) {
  const t = useT();
  const language = useLanguage();
  const { left, right, ribbons, height } = layOut(flow, withStayed);
  const label = (bar: Bar) =>
    `${className(t, flow.scheme, bar.name)} ${formatNumber(bar.customers, language)}`;
  const middle = (leftEdge + rightEdge) / 2;
  return (
    <svg
      className={styles.chart}
      viewBox={`0 ${-pad} ${width} ${height + 2 * pad}`}
      aria-hidden="true"
      focusable="false"
    >
      {ribbons.map(({ cell, fromY, toY, height: tall }) => {
        const isDim = way !== null && !(way.from === cell.from && way.to === cell.to);
        const curve = (y1: number, x2: number, y2: number) => `C ${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
        const there = `M ${leftEdge} ${fromY} ${curve(fromY, rightEdge, toY)}`;
        const back = `L ${rightEdge} ${toY + tall} ${curve(toY + tall, leftEdge, fromY + tall)} Z`;
        return (
          <path
            key={`${cell.from}-${cell.to}`}
            d={`${there} ${back}`}
            fill={`var(--${toneOf(cell.to)}-fg)`}
            data-stayed={cell.from === cell.to || undefined}
            data-dim={isDim || undefined}
          />
        );
      })}
      {left.map((bar) => (
        <g key={`from-${bar.name}`}>
          <rect
            x={labelWidth}
            y={bar.y}
            width={barWidth}
            height={bar.height}
            rx={2}
            fill={`var(--${toneOf(bar.name)}-fg)`}
          />
          <text x={labelWidth - 8} y={bar.y + bar.height / 2} textAnchor="end" dominantBaseline="middle">
            {label(bar)}
          </text>
        </g>
      ))}
      {right.map((bar) => (
        <g key={`to-${bar.name}`}>
          <rect
            x={rightEdge}
            y={bar.y}
            width={barWidth}
            height={bar.height}
            rx={2}
            fill={`var(--${toneOf(bar.name)}-fg)`}
          />
          <text x={rightEdge + barWidth + 8} y={bar.y + bar.height / 2} dominantBaseline="middle">
            {label(bar)}
          </text>
        </g>
      ))}
    </svg>
  );
}
