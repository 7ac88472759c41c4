import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import type { Theme } from "../shared/theme";
import type { Point } from "./types";
import { EDGE_SIZE, FOCUS_NAME_SIZE, NAME_SIZE, NAME_WIDTH } from "./style";

interface Rect {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

interface Disc extends Point {
  r: number;
  id: string;
}

type Side = "bottom" | "right" | "left" | "top";

const context = document.createElement("canvas").getContext("2d");
const widths = new Map<string, number>();

function textWidth(text: string, size: number, bold: boolean, font: string): number {
  const key = `${bold ? "b" : ""}${size}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 4000) widths.clear();
    if (context) context.font = `${bold ? "700 " : ""}${size}px ${font}`;
    width = context?.measureText(text).width ?? text.length * size;
    widths.set(key, width);
  }
  return width;
}

const overlap = (a: Rect, b: Rect): number =>
  Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)) *
  Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1));

function discGap(rect: Rect, disc: Disc): number {
  const dx = Math.max(rect.x1 - disc.x, 0, disc.x - rect.x2);
  const dy = Math.max(rect.y1 - disc.y, 0, disc.y - rect.y2);
  return Math.hypot(dx, dy) - disc.r;
}

function nameRect(disc: Disc, side: Side, w: number, h: number): Rect {
  const gap = 3;
  if (side === "right") {
    return { x1: disc.x + disc.r + gap, x2: disc.x + disc.r + gap + w, y1: disc.y - h / 2, y2: disc.y + h / 2 };
  }
  if (side === "left") {
    return { x1: disc.x - disc.r - gap - w, x2: disc.x - disc.r - gap, y1: disc.y - h / 2, y2: disc.y + h / 2 };
  }
  const y = side === "bottom" ? disc.y + disc.r + gap : disc.y - disc.r - gap - h;
  return { x1: disc.x - w / 2, x2: disc.x + w / 2, y1: y, y2: y + h };
}

/** How far a name above or below a node in view is moved sideways so that it is not cut off. */
function sideways(rect: Rect, side: Side, disc: Disc, seen: Rect): number {
  if (side === "left" || side === "right" || disc.x < seen.x1 || disc.x > seen.x2) return 0;
  const over = Math.max(0, rect.x2 - seen.x2) || Math.min(0, rect.x1 - seen.x1);
  return Math.abs(over) < (rect.x2 - rect.x1) / 2 ? -over : 0;
}

const SIDES: Record<Side, [string, string, number, number]> = {
  bottom: ["bottom", "center", 0, 4],
  top: ["top", "center", 0, -4],
  right: ["center", "right", 4, 0],
  left: ["center", "left", -4, 0],
};

/** Write names below their nodes, or beside them where below is taken; returns their boxes. */
function placeNames(nodes: NodeSingular[], discs: Disc[], seen: Rect, theme: Theme): Map<string, Rect> {
  const rects = new Map<string, Rect>();
  const order = [...nodes].sort(
    (a, b) =>
      Number(b.data("focus")) - Number(a.data("focus")) ||
      b.data("size") - a.data("size") ||
      (a.id() < b.id() ? -1 : 1),
  );
  for (const node of order) {
    const focus = Boolean(node.data("focus"));
    const size = focus ? FOCUS_NAME_SIZE : NAME_SIZE;
    const w = Math.min(NAME_WIDTH, textWidth(node.data("name"), size, focus, theme.font)) + 4;
    const h = size * 1.25;
    const disc = discs.find((d) => d.id === node.id()) as Disc;
    let best: Side = "bottom";
    let bestCost = Infinity;
    const placed = (side: Side): [Rect, number] => {
      const rect = nameRect(disc, side, w, h);
      const dx = sideways(rect, side, disc, seen);
      return [{ ...rect, x1: rect.x1 + dx, x2: rect.x2 + dx }, dx];
    };
    for (const [i, side] of (["bottom", "right", "left", "top"] as Side[]).entries()) {
      const [rect] = placed(side);
      let cost = i === 0 ? 0 : 20 + i;
      for (const other of discs) {
        if (other.id !== disc.id && discGap(rect, other) < 1) cost += 60;
      }
      for (const other of rects.values()) cost += overlap(rect, other) * 0.6;
      const cut = rect.x1 < seen.x1 || rect.x2 > seen.x2 || rect.y1 < seen.y1 || rect.y2 > seen.y2;
      if (cut && overlap(nameRect(disc, side, 1, 1), seen) > 0) cost += 55;
      if (cost < bestCost) [best, bestCost] = [side, cost];
    }
    const [rect, dx] = placed(best);
    rects.set(node.id(), rect);
    const [lv, lh, lx, ly] = SIDES[best];
    node.data({ lv, lh, lx: lx + dx, ly });
  }
  return rects;
}

/** Points along an edge from its far end, with the running length in pixels. */
export function pathFrom(edge: EdgeSingular, atTarget: boolean): { points: Point[]; length: number[] } {
  const a = edge.sourceEndpoint();
  const b = edge.targetEndpoint();
  const control = edge.controlPoints()?.[0];
  const points: Point[] = [];
  for (let i = 0; i <= 40; i++) {
    const t = i / 40;
    points.push(
      control
        ? {
            x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * control.x + t * t * b.x,
            y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * control.y + t * t * b.y,
          }
        : { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t },
    );
  }
  if (atTarget) points.reverse();
  const length = [0];
  for (let i = 1; i < points.length; i++) {
    length.push(length[i - 1] + Math.hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
  }
  return { points, length };
}

/** Put relation names on the spokes, near the far end, only where they touch nothing else. */
function placeEdgeNames(cy: Core, discs: Disc[], names: Map<string, Rect>, theme: Theme): void {
  const dots: Point[] = [];
  const clear = EDGE_SIZE * 0.62;
  const spokes = cy.edges("[?spoke]").toArray() as EdgeSingular[];
  const spread = new Map<EdgeSingular, { points: Point[]; length: number[]; at: string }>();
  for (const edge of spokes) {
    const atTarget = !edge.target().data("focus");
    spread.set(edge, { ...pathFrom(edge, atTarget), at: atTarget ? "target" : "source" });
  }
  // Long spokes have most room to give way, so the short ones choose first.
  spokes.sort((a, b) => {
    const [la, lb] = [spread.get(a), spread.get(b)].map((s) => s?.length.at(-1) ?? 0);
    return la - lb || (a.id() < b.id() ? -1 : 1);
  });
  for (const edge of spokes) {
    const path = spread.get(edge);
    if (!path) continue;
    const total = path.length.at(-1) ?? 0;
    const half = textWidth(edge.data("name"), EDGE_SIZE, false, theme.font) / 2;
    const steps: number[] = [];
    for (let d = half + 10; d < total - half - 14; d += 5) steps.push(d);
    steps.sort((a, b) => Math.abs(a - total * 0.36) - Math.abs(b - total * 0.36));
    let chosen: number | null = null;
    let marks: Point[] = [];
    for (const d of steps) {
      const i = Math.max(1, path.length.findIndex((l) => l >= d));
      const [p, q] = [path.points[i - 1], path.points[i]];
      const run = path.length[i] - path.length[i - 1] || 1;
      const ux = (q.x - p.x) / run;
      const uy = (q.y - p.y) / run;
      const c = { x: p.x + ux * (d - path.length[i - 1]), y: p.y + uy * (d - path.length[i - 1]) };
      const n = Math.max(1, Math.ceil(half / clear));
      marks = [];
      for (let k = -n; k <= n; k++) {
        marks.push({ x: c.x + (ux * half * k) / n, y: c.y + (uy * half * k) / n });
      }
      const free = marks.every((m) => {
        const box = { x1: m.x - clear - 2, x2: m.x + clear + 2, y1: m.y - clear, y2: m.y + clear };
        return (
          discs.every((disc) => Math.hypot(m.x - disc.x, m.y - disc.y) > disc.r + clear + 1) &&
          dots.every((dot) => Math.hypot(m.x - dot.x, m.y - dot.y) > clear * 2 + 1) &&
          [...names.values()].every((rect) => overlap(box, rect) === 0)
        );
      });
      if (free) {
        chosen = d;
        break;
      }
    }
    if (chosen !== null) dots.push(...marks);
    edge.data({ at: chosen === null ? "none" : path.at, off: chosen ?? 0 });
  }
}

/** Place every label of the picture for the current positions. */
export function placeLabels(cy: Core, theme: Theme): void {
  const nodes = cy.nodes().toArray() as NodeSingular[];
  const discs: Disc[] = nodes.map((n) => ({
    ...n.position(),
    r: (n.data("size") as number) / 2 + (n.data("focus") ? 6 : 1),
    id: n.id(),
  }));
  cy.batch(() => {
    const names = placeNames(nodes, discs, cy.extent(), theme);
    placeEdgeNames(cy, discs, names, theme);
  });
}
