import type { Theme } from "../shared/theme";
import { rimOf } from "./style";
import type { GraphData, Selection } from "./types";

export interface ElementInput {
  group: "nodes" | "edges";
  data: Record<string, unknown>;
}

/** The canvas id of an edge: nodes and edges share one name space there, not in the payload. */
export const edgeKey = (id: string): string => `\u0000${id}`;

/** Cytoscape elements for a payload. */
export function elementData(data: GraphData, theme: Theme): ElementInput[] {
  const tint = (e: { color: string; color_dark: string | null }) =>
    theme.dark && e.color_dark ? e.color_dark : e.color;
  const nodes = data.nodes.map((n): ElementInput => ({
    group: "nodes",
    data: { ...n, key: n.id, tint: tint(n), rim: rimOf(tint(n), theme, n.focus) },
  }));
  const edges = data.edges.map((e): ElementInput => {
    const thick = Math.min(3, 1.1 + 0.42 * Math.log2(Math.max(1, e.weight)));
    return {
      group: "edges",
      data: { ...e, id: edgeKey(e.id), key: e.id, tint: tint(e), thick, heavy: thick + 1.2 },
    };
  });
  return [...nodes, ...edges];
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a?.kind === b?.kind && a?.id === b?.id;
}
