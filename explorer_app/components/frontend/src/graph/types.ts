import type { EdgeSingular, NodeSingular } from "cytoscape";
import type { ThemeChoice } from "../shared/types";

/** One thing on the canvas. */
export type Item = NodeSingular | EdgeSingular;

export interface NodeData {
  id: string;
  name: string;
  label: string;
  label_name: string;
  color: string;
  color_dark: string | null;
  size: number;
  focus: boolean;
  x: number | null;
  y: number | null;
}

export interface EdgeData {
  id: string;
  source: string;
  target: string;
  type: string;
  name: string;
  color: string;
  color_dark: string | null;
  weight: number;
  spoke: boolean;
  directed: boolean;
  years: string;
}

export type Kind = "node" | "edge";

export interface Selection {
  kind: Kind;
  id: string;
}

export interface Text {
  aria_label: string;
  empty: string;
  hint: string;
  fit: string;
  zoom_in: string;
  zoom_out: string;
  svg: string;
  png: string;
  caption: string;
  records: string;
}

export interface GraphData {
  key: string;
  view: string;
  nodes: NodeData[];
  edges: EdgeData[];
  height: number;
  theme: ThemeChoice;
  selected: Selection | null;
  text: Text;
}

export interface Point {
  x: number;
  y: number;
}
