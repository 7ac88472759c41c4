import type { NodeData, Point } from "./types";

const ROUNDS = 160;
const MARGIN = 9;

interface Polar {
  id: string;
  angle: number;
  reach: number;
  size: number;
}

const turn = (a: number): number => Math.atan2(Math.sin(a), Math.cos(a));

/** Turn nodes around the focus until no spoke runs behind a nearer node; distances stay.
 *
 * `scale` turns raw units into pixels. Only nodes with a spoke are turned, each by little.
 */
export function untangle(
  raw: Map<string, Point>,
  nodes: NodeData[],
  spokes: Set<string>,
  scale: number,
): Map<string, Point> {
  const focus = nodes.find((n) => n.focus);
  const origin = focus && raw.get(focus.id);
  if (!focus || !origin) return raw;
  const ring: Polar[] = [];
  for (const n of nodes) {
    const p = raw.get(n.id);
    if (!p || n.focus || !spokes.has(n.id)) continue;
    const [x, y] = [(p.x - origin.x) * scale, (p.y - origin.y) * scale];
    ring.push({ id: n.id, angle: Math.atan2(y, x), reach: Math.max(1, Math.hypot(x, y)), size: n.size });
  }
  for (let round = 0; round < ROUNDS; round++) {
    let moved = 0;
    for (let i = 0; i < ring.length; i++) {
      for (let j = i + 1; j < ring.length; j++) {
        const [a, b] = [ring[i], ring[j]];
        const [near, far] = a.reach <= b.reach ? [a, b] : [b, a];
        // The name below the nearer node is in the way too when the spoke comes from above it.
        const room = near.size / 2 + MARGIN;
        const level = far.reach - near.reach < (near.size + far.size) / 2;
        const want = Math.asin(Math.min(0.95, (level ? room + far.size / 2 : room) / near.reach));
        const gap = turn(b.angle - a.angle);
        const lack = want - Math.abs(gap);
        if (lack <= 0) continue;
        const push = (lack / 2) * 0.5 * (gap >= 0 ? 1 : -1);
        a.angle -= push;
        b.angle += push;
        moved = Math.max(moved, Math.abs(push));
      }
    }
    if (moved < 1e-4) break;
  }
  const out = new Map(raw);
  for (const p of ring) {
    out.set(p.id, {
      x: origin.x + (p.reach * Math.cos(p.angle)) / scale,
      y: origin.y + (p.reach * Math.sin(p.angle)) / scale,
    });
  }
  return out;
}
