// Where things stand in the trend chart: scales and shapes by d3, which only computes. No markup, no colours.
import type { ReportMeasure, ReportRow } from '@tellsafe/core/wire';
import { scaleLinear, scalePoint } from 'd3-scale';
import {
  line,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';

/** A line's own look besides its colour, so that it is told apart without colours. */
export const markShapes = {
  sent: { symbol: symbolCircle, dash: '' },
  received: { symbol: symbolWye, dash: '2 4' },
  viewed: { symbol: symbolSquare, dash: '7 4' },
  submitted: { symbol: symbolTriangle, dash: '' },
  declined: { symbol: symbolDiamond, dash: '2 3' },
  expired: { symbol: symbolStar, dash: '9 3 2 3' },
  read: { symbol: symbolDiamond, dash: '5 3' },
} as const satisfies Partial<Record<ReportMeasure, object>>;

/** A count that can be a line of the chart. */
export type LineName = keyof typeof markShapes;

/** Outline of a line's mark around 0,0. @param size area in square pixels */
export function markPath(name: LineName, size = 44): string {
  return symbol(markShapes[name].symbol, size)() ?? '';
}

/** What the geometry needs to know. */
export interface TrendOptions {
  readonly rows: readonly ReportRow[];
  readonly lines: readonly LineName[];
  /** Of the drawing, pixels. */
  readonly width: number;
  readonly height: number;
  /** Time goes from right to left. */
  readonly turned: boolean;
  /** Room for names at the end of the lines, pixels; 0 leaves them out. */
  readonly labelRoom: number;
  /** Room that a mark of the time axis needs, pixels. */
  readonly tickRoom: number;
}

/** A line. */
export interface TrendLine {
  readonly name: LineName;
  readonly path: string;
  /** One for every row. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Where its name stands, moved away from the others. */
  readonly labelY: number;
}

/** Where everything stands. */
export interface TrendGeometry {
  /** Edges of the plot. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly lines: readonly TrendLine[];
  readonly xs: readonly number[];
  readonly yTicks: readonly { readonly value: number; readonly y: number }[];
  /** Rows that have a mark on the time axis. */
  readonly xTicks: readonly { readonly index: number; readonly x: number }[];
  /** The row nearest to a place. */
  nearest(x: number): number;
}

const AXIS_ROOM = 44;
const LABEL_HEIGHT = 15;
const STEPS = [1, 2, 3, 4, 6, 7, 12, 14, 24, 28, 48, 72];

/** Places a trend. */
export function placeTrend({ rows, lines, width, height, turned, labelRoom, tickRoom }: TrendOptions): TrendGeometry {
  const ends = [AXIS_ROOM, Math.max(width - 12 - labelRoom, AXIS_ROOM + 20)] as const;
  const [left, right] = turned ? [width - ends[1], width - ends[0]] : ends;
  const [top, bottom] = [10, height - 28];
  const most = Math.max(4, ...rows.flatMap(({ counts }) => lines.map((name) => counts[name])));
  const x = scalePoint<number>()
    .domain(rows.keys())
    .range(turned ? [right, left] : [left, right])
    .padding(rows.length > 40 ? 0.2 : 0.5);
  const y = scaleLinear().domain([0, most]).range([bottom, top]).nice(4);
  const xs = rows.map((_, index) => x(index) ?? left);
  const draw = line<{ readonly x: number; readonly y: number }>(
    (point) => point.x,
    (point) => point.y,
  );
  const placed = lines.map((name) => {
    const points = rows.map(({ counts }, index) => ({ x: xs[index] ?? left, y: y(counts[name]) }));
    return { name, points, path: draw(points) ?? '', labelY: points.at(-1)?.y ?? bottom };
  });
  return {
    ...{ left, right, top, bottom, xs },
    lines: spread(placed, top, bottom),
    yTicks: y.ticks(4).filter(Number.isInteger).map((value) => ({ value, y: y(value) })), // biome-ignore format: one thought
    xTicks: marksOf(xs, tickRoom),
    nearest: (place) => nearestOf(xs, place),
  };
}

/** Names that would stand on each other move apart, in the order in which their lines end. */
function spread(lines: readonly TrendLine[], top: number, bottom: number): readonly TrendLine[] {
  const order = [...lines].sort((one, other) => one.labelY - other.labelY);
  const places = new Map<LineName, number>();
  let free = top;
  for (const { name, labelY } of order) {
    free = Math.max(free, labelY);
    places.set(name, free);
    free += LABEL_HEIGHT;
  }
  const excess = Math.max(0, free - LABEL_HEIGHT - bottom);
  let most = bottom;
  for (const { name } of order.toReversed()) {
    const place = Math.min(places.get(name) ?? most, most);
    places.set(name, excess > 0 ? place : (places.get(name) ?? place));
    most = place - LABEL_HEIGHT;
  }
  return lines.map((each) => ({ ...each, labelY: places.get(each.name) ?? each.labelY }));
}

function marksOf(xs: readonly number[], room: number): TrendGeometry['xTicks'] {
  const [first = 0, second = first] = xs;
  const gap = Math.abs(second - first) || room;
  const step = STEPS.find((each) => each * gap >= room) ?? Math.ceil(room / gap);
  return xs.flatMap((x, index) => (index % step === 0 ? [{ index, x }] : []));
}

function nearestOf(xs: readonly number[], place: number): number {
  let best = 0;
  for (const [index, x] of xs.entries()) {
    if (Math.abs(x - place) < Math.abs((xs[best] ?? 0) - place)) best = index;
  }
  return best;
}
