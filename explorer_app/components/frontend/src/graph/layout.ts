import type { Core } from "cytoscape";
import type { NodeData, Point } from "./types";

/** How raw coordinates become canvas pixels: one scale an axis, then a shift. */
export interface Frame {
  sx: number;
  sy: number;
  dx: number;
  dy: number;
}

const PAD = { left: 58, right: 58, top: 34, bottom: 52 };
const MAX_STRETCH = 1.5;
const MAX_GROWTH = 2.4;
const GAP = 18;

export const toCanvas = (f: Frame, p: Point): Point => ({ x: p.x * f.sx + f.dx, y: p.y * f.sy + f.dy });
export const toRaw = (f: Frame, p: Point): Point => ({ x: (p.x - f.dx) / f.sx, y: (p.y - f.dy) / f.sy });

/** Scale a picture to the viewport while nodes keep their size in pixels.
 *
 * The wider axis may be stretched up to 1.5 times; a picture where the usual node has no room in
 * the viewport is kept larger than it (the caller then zooms out).
 */
export function frameFor(points: Map<string, Point>, size: (id: string) => number, w: number, h: number): Frame {
  const list = [...points.entries()];
  const xs = list.map(([, p]) => p.x);
  const ys = list.map(([, p]) => p.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = {
    w: Math.max(80, w - PAD.left - PAD.right),
    h: Math.max(80, h - PAD.top - PAD.bottom),
  };
  const fitX = x1 > x0 ? room.w / (x1 - x0) : Infinity;
  const fitY = y1 > y0 ? room.h / (y1 - y0) : Infinity;
  let base = Math.min(fitX, fitY);
  if (!Number.isFinite(base)) base = 1;
  const needed: number[] = [];
  for (let i = 0; i < list.length; i++) {
    let worst = 0;
    for (let j = 0; j < list.length; j++) {
      if (i === j) continue;
      const d = Math.hypot(list[i][1].x - list[j][1].x, list[i][1].y - list[j][1].y);
      const want = (size(list[i][0]) + size(list[j][0])) / 2 + GAP;
      if (d > 0) worst = Math.max(worst, want / d);
    }
    needed.push(worst);
  }
  needed.sort((a, b) => a - b);
  const dense = needed.length ? needed[Math.floor((needed.length - 1) / 2)] : 0;
  const sx = Math.max(Math.min(fitX, base * MAX_STRETCH), Math.min(dense, base * MAX_GROWTH));
  const sy = Math.max(Math.min(fitY, base * MAX_STRETCH), Math.min(dense, base * MAX_GROWTH));
  const cx = PAD.left + room.w / 2;
  const cy = PAD.top + room.h / 2;
  return { sx, sy, dx: cx - ((x0 + x1) / 2) * sx, dy: cy - ((y0 + y1) / 2) * sy };
}

/** Run a synchronous function with a seeded random source: the same data, the same picture. */
function seeded<T>(run: () => T): T {
  const original = Math.random;
  let state = 20240917;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  try {
    return run();
  } finally {
    Math.random = original;
  }
}

/** Raw positions for every node: those given, or a deterministic fcose run when any is missing. */
export function rawPositions(cy: Core, nodes: NodeData[]): Map<string, Point> {
  const raw = new Map<string, Point>();
  const given = nodes.every((n) => n.x !== null && n.y !== null);
  if (given) {
    for (const n of nodes) raw.set(n.id, { x: n.x as number, y: n.y as number });
    return raw;
  }
  const focus = nodes.find((n) => n.focus)?.id;
  const golden = Math.PI * (3 - Math.sqrt(5));
  nodes.forEach((n, i) => {
    const radius = n.id === focus ? 0 : 60 + 34 * Math.sqrt(i + 1);
    cy.getElementById(n.id).position({ x: radius * Math.cos(i * golden), y: radius * Math.sin(i * golden) });
  });
  if (nodes.length > 1) {
    const options = {
      name: "fcose",
      quality: "proof",
      randomize: false,
      animate: false,
      fit: false,
      packComponents: false,
      nodeDimensionsIncludeLabels: true,
      uniformNodeDimensions: false,
      nodeSeparation: 90,
      idealEdgeLength: (e: { data(k: string): unknown }) => (e.data("spoke") ? 165 : 120),
      edgeElasticity: (e: { data(k: string): unknown }) => (e.data("spoke") ? 0.35 : 0.12),
      nodeRepulsion: () => 14000,
      gravity: 0.18,
      numIter: 3000,
      fixedNodeConstraint: focus ? [{ nodeId: focus, position: { x: 0, y: 0 } }] : undefined,
    };
    seeded(() => cy.layout(options as never).run());
  }
  for (const n of nodes) raw.set(n.id, { ...cy.getElementById(n.id).position() });
  return raw;
}
