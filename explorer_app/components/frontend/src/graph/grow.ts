import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import type { EdgeData, Point } from "./types";

const RINGS = 7;
const ANGLES = 32;

interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** The placed neighbour a new node hangs on: the one opened last, else the heaviest that is not
 * the focus, else any. */
export function parentOf(
  id: string,
  edges: EdgeData[],
  placed: Set<string>,
  opened: string | null,
  focus: string | null,
): string | null {
  let best: string | null = null;
  let score = -Infinity;
  for (const e of edges) {
    const other = e.source === id ? e.target : e.target === id ? e.source : null;
    if (other === null || other === id || !placed.has(other)) continue;
    const s = (other === opened ? 1e9 : 0) + (other === focus ? 0 : 1e6) + e.weight;
    if (s > score) [best, score] = [other, s];
  }
  return best;
}

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [vx, vy] = [b.x - a.x, b.y - a.y];
  const len = vx * vx + vy * vy || 1;
  const t = Math.max(0, Math.min(1, ((p.x - a.x) * vx + (p.y - a.y) * vy) / len));
  return Math.hypot(p.x - a.x - t * vx, p.y - a.y - t * vy);
}

/** A free place near `parent` for one new node; no node already placed is moved. */
export function placeNear(
  cy: Core,
  node: NodeSingular,
  parent: NodeSingular | null,
  placed: Set<string>,
  focus: Point | null,
  view: Box,
): Point {
  const origin = parent?.position() ?? { x: (view.x1 + view.x2) / 2, y: (view.y1 + view.y2) / 2 };
  const radius = (node.data("size") as number) / 2;
  const start = ((parent?.data("size") as number | undefined) ?? 0) / 2 + radius + 40;
  const others = cy.nodes().filter((n) => placed.has(n.id()));
  const neighbours = node.neighborhood().nodes().filter((n) => placed.has(n.id()));
  const lines = (cy.edges().toArray() as EdgeSingular[])
    .filter((e) => placed.has(e.source().id()) && placed.has(e.target().id()))
    .map((e) => [e.source().position(), e.target().position()] as const);
  const away = focus ? Math.atan2(origin.y - focus.y, origin.x - focus.x) : 0;
  let best: Point = { x: origin.x + start, y: origin.y };
  let bestCost = Infinity;
  for (let ring = 0; ring < RINGS; ring++) {
    for (let k = 0; k < ANGLES; k++) {
      const angle = away + ((k % 2 ? -1 : 1) * Math.ceil(k / 2) * 2 * Math.PI) / ANGLES;
      const r = start + ring * 24;
      const p = { x: origin.x + r * Math.cos(angle), y: origin.y + r * Math.sin(angle) };
      let cost = ring * 13 + 9 * (1 - Math.cos(angle - away));
      others.forEach((n) => {
        const q = n.position();
        const room = radius + (n.data("size") as number) / 2;
        const gap = Math.hypot(p.x - q.x, p.y - q.y) - room;
        if (gap < 16) cost += 400 + (16 - gap) * 8;
        else if (gap < 44) cost += (44 - gap) * 0.8;
        // The names are written below the circles: keep those bands free of each other.
        const nearX = Math.abs(p.x - q.x) < 62;
        if (nearX && Math.abs(p.y + radius - q.y - (n.data("size") as number) / 2) < 17) cost += 60;
        if (nearX && p.y > q.y && p.y - radius < q.y + (n.data("size") as number) / 2 + 22) cost += 45;
      });
      for (const [a, b] of lines) if (distanceToSegment(p, a, b) < radius + 5) cost += 7;
      neighbours.forEach((n) => {
        cost += 0.05 * Math.hypot(p.x - n.position().x, p.y - n.position().y);
      });
      const inside =
        p.x > view.x1 + 50 && p.x < view.x2 - 50 && p.y > view.y1 + 24 && p.y < view.y2 - 46;
      if (!inside) cost += 240;
      if (cost < bestCost) [best, bestCost] = [p, cost];
    }
  }
  return best;
}
