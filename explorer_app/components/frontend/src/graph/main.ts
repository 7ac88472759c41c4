import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import type { RendererArgs } from "../shared/types";
import type { GraphData } from "./types";
import { GraphView } from "./view";

cytoscape.use(fcose as never);

type Host = ShadowRoot | HTMLElement;

const views = new WeakMap<Host, GraphView>();
const byKey = new Map<string, GraphView>();

declare global {
  interface Window {
    __shimaiGraph?: (key: string) => ReturnType<GraphView["positions"]> | null;
  }
}

window.__shimaiGraph = (key) => byKey.get(key)?.positions() ?? null;

/** Entry point Streamlit calls at mount and again whenever data or theme change. */
export default function render(args: RendererArgs<GraphData>): () => void {
  const host = args.parentElement;
  let view = views.get(host);
  if (!view) {
    view = new GraphView(args);
    views.set(host, view);
  }
  const drawn = view;
  drawn.update(args);
  byKey.set(args.data.key, drawn);
  return () => {
    // Streamlit also runs this for a superseded update of a host that lives on.
    if (host.isConnected) return;
    drawn.destroy();
    views.delete(host);
    if (byKey.get(args.data.key) === drawn) byKey.delete(args.data.key);
  };
}
