import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import type { Item } from "./types";

export interface KeyActions {
  current(): Item | null;
  anchor(): NodeSingular | null;
  move(to: Item | null): void;
  open(): void;
  choose(): void;
  clear(): void;
  zoom(factor: number): void;
  fit(): void;
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Nodes in the order Tab visits them: the focus, then clockwise around it. */
function tabOrder(cy: Core): NodeSingular[] {
  const nodes = cy.nodes().toArray() as NodeSingular[];
  const focus = nodes.find((n) => n.data("focus"))?.position() ?? { x: 0, y: 0 };
  const turn = (n: NodeSingular) => {
    const p = n.position();
    const angle = Math.atan2(p.x - focus.x, focus.y - p.y);
    return n.data("focus") ? -1 : angle < 0 ? angle + 2 * Math.PI : angle;
  };
  return nodes.sort((a, b) => turn(a) - turn(b));
}

function nodeTowards(cy: Core, from: NodeSingular, [dx, dy]: [number, number]): NodeSingular | null {
  const origin = from.position();
  let best: NodeSingular | null = null;
  let cost = Infinity;
  cy.nodes().forEach((n) => {
    const [x, y] = [n.position().x - origin.x, n.position().y - origin.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (n.id() === from.id() || ahead <= 2 || aside > ahead * 2) return;
    if (ahead + aside * 1.6 < cost) [best, cost] = [n, ahead + aside * 1.6];
  });
  return best;
}

/** Keys of the graph: Tab and arrows walk over nodes, [ and ] over the lines of one node,
 * Enter opens, Space selects, Escape clears, + - 0 zoom. Tab leaves after the last node. */
export function onKey(cy: Core, event: KeyboardEvent, act: KeyActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const here = act.current();
  const node = act.anchor();
  let used = true;
  if (event.key === "Tab") {
    const order = tabOrder(cy);
    const at = node ? order.findIndex((n) => n.id() === node.id()) : event.shiftKey ? order.length : -1;
    const next = order[at + (event.shiftKey ? -1 : 1)];
    act.move(next ?? null);
    used = next !== undefined;
  } else if (event.key in ARROWS) {
    const next = node ? nodeTowards(cy, node, ARROWS[event.key]) : (tabOrder(cy)[0] ?? null);
    if (next) act.move(next);
  } else if ((event.key === "]" || event.key === "[") && node) {
    const lines = node.connectedEdges().toArray() as EdgeSingular[];
    const at = here?.isEdge() ? lines.findIndex((e) => e.id() === here.id()) : -1;
    const step = event.key === "]" ? 1 : -1;
    if (lines.length) act.move(lines[(at + step + lines.length) % lines.length]);
  } else if (event.key === "Enter") act.open();
  else if (event.key === " ") act.choose();
  else if (event.key === "Escape") act.clear();
  else if (event.key === "+" || event.key === "=") act.zoom(1.25);
  else if (event.key === "-") act.zoom(0.8);
  else if (event.key === "0") act.fit();
  else used = false;
  if (used) {
    event.preventDefault();
    event.stopPropagation();
  }
}
