import type { Theme } from "../shared/theme";
import { mix } from "../shared/theme";

export const NAME_SIZE = 12;
export const FOCUS_NAME_SIZE = 15;
export const EDGE_SIZE = 10.5;
export const NAME_WIDTH = 150;
export const DIM = 0.12;

/** The stylesheet of the canvas for one theme. Colours of elements come with the data. */
export function stylesheet(theme: Theme): object[] {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fade = still
    ? {}
    : { "transition-property": "opacity line-opacity", "transition-duration": "120ms" };
  const edgeLabel = {
    "font-size": EDGE_SIZE,
    "font-family": theme.font,
    color: "data(tint)",
    "text-rotation": "autorotate",
    "text-background-color": theme.background,
    "text-background-opacity": 1,
    "text-background-padding": "1.5px",
    "text-background-shape": "roundrectangle",
  };
  return [
    {
      selector: "node",
      style: {
        shape: "ellipse",
        width: "data(size)",
        height: "data(size)",
        "background-color": "data(tint)",
        "border-width": 1,
        "border-color": "data(rim)",
        label: "data(name)",
        "font-family": theme.font,
        "font-size": NAME_SIZE,
        color: theme.ink,
        "text-valign": "data(lv)",
        "text-halign": "data(lh)",
        "text-margin-x": "data(lx)",
        "text-margin-y": "data(ly)",
        "text-wrap": "ellipsis",
        "text-max-width": `${NAME_WIDTH}px`,
        "text-outline-color": theme.background,
        "text-outline-width": 2.5,
        "text-outline-opacity": 0.94,
        "min-zoomed-font-size": 6,
        "overlay-opacity": 0,
        "outline-color": "data(tint)",
        "outline-width": 0,
        "outline-offset": 3,
        "z-index": 10,
        ...fade,
      },
    },
    {
      selector: "node[?focus]",
      style: {
        "border-width": 4,
        "outline-width": 1.5,
        "outline-opacity": 0.55,
        "outline-offset": 4,
        "font-size": FOCUS_NAME_SIZE,
        "font-weight": 700,
        "text-outline-width": 3.5,
        "z-index": 30,
      },
    },
    {
      selector: "edge",
      style: {
        width: "data(thick)",
        "curve-style": "bezier",
        "control-point-step-size": 26,
        "line-color": "data(tint)",
        "line-opacity": 0.5,
        "target-arrow-color": "data(tint)",
        "target-arrow-shape": "none",
        "arrow-scale": 0.75,
        "overlay-opacity": 0,
        "min-zoomed-font-size": 6,
        "z-index": 4,
        ...fade,
      },
    },
    { selector: "edge[?directed]", style: { "target-arrow-shape": "triangle" } },
    {
      selector: "edge[!spoke]",
      style: { "line-style": "dashed", "line-dash-pattern": [5, 4], "line-opacity": 0.22, "z-index": 1 },
    },
    {
      selector: "edge[at = 'target']",
      style: { ...edgeLabel, "target-label": "data(name)", "target-text-offset": "data(off)" },
    },
    {
      selector: "edge[at = 'source']",
      style: { ...edgeLabel, "source-label": "data(name)", "source-text-offset": "data(off)" },
    },
    { selector: ".dim", style: { opacity: DIM } },
    { selector: "edge.lit", style: { "line-opacity": 0.95, "z-index": 20 } },
    { selector: "edge.lit[at = 'none']", style: { ...edgeLabel, label: "data(name)" } },
    { selector: "node.lit", style: { "z-index": 25 } },
    { selector: "edge.chosen", style: { width: "data(heavy)", "line-opacity": 1, "z-index": 21 } },
    { selector: "edge.chosen[at = 'none']", style: { ...edgeLabel, label: "data(name)" } },
    { selector: "edge.beside", style: { "line-opacity": 0.85, "z-index": 15 } },
    {
      selector: "node.chosen",
      style: {
        "outline-width": 2.5,
        "outline-opacity": 1,
        "outline-color": theme.ink,
        "outline-offset": 3,
        "font-weight": 700,
        "z-index": 28,
      },
    },
    {
      selector: ".current",
      style: { "overlay-color": theme.primary, "overlay-opacity": 0.16, "overlay-padding": 6 },
    },
  ];
}

/** The rim of a node: its colour drawn slightly towards the ink, so that circles keep an edge. */
export function rimOf(tint: string, theme: Theme, focus: boolean): string {
  if (focus) return theme.dark ? mix(tint, "#ffffff", 0.78) : mix(tint, "#000000", 0.8);
  return theme.dark ? mix(tint, theme.background, 0.85) : mix(tint, theme.ink, 0.9);
}
