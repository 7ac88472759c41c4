import cytoscape from "cytoscape";
import type { Core, NodeSingular } from "cytoscape";
import { readTheme } from "../shared/theme";
import type { Theme } from "../shared/theme";
import type { RendererArgs } from "../shared/types";
import { Chrome } from "./chrome";
import { elementData, sameSelection } from "./data";
import { parentOf, placeNear } from "./grow";
import { Hand } from "./hand";
import { placeLabels } from "./labels";
import { type Frame, frameFor, rawPositions, toCanvas, toRaw } from "./layout";
import { savePicture } from "./picture";
import { stylesheet } from "./style";
import { untangle } from "./untangle";
import type { GraphData, Item, Point, Selection } from "./types";

const MOVE_MS = 220;

/** One drawn graph. It lives as long as its host and is updated, never rebuilt. */
export class GraphView {
  readonly cy: Core;
  readonly chrome: Chrome;
  private api: RendererArgs<GraphData>;
  private data: GraphData | null = null;
  private theme: Theme;
  private frame: Frame | null = null;
  private raw = new Map<string, Point>();
  private readonly hand: Hand;
  private touched = false;
  private pending = 0;
  private readonly observer: ResizeObserver;

  constructor(api: RendererArgs<GraphData>) {
    this.api = api;
    this.chrome = new Chrome(api.parentElement, (tool) => {
      if (tool === "fit") this.fit();
      else if (tool === "svg" || tool === "png") void this.save(tool);
      else this.zoom(tool === "zoom_in" ? 1.25 : 0.8);
    });
    this.theme = readTheme(this.chrome.root, api.data.theme);
    this.cy = cytoscape({
      container: this.chrome.canvas,
      minZoom: 0.15,
      maxZoom: 4,
      boxSelectionEnabled: false,
      selectionType: "single",
      autounselectify: true,
      // The default layout measures its place, and throws where there is none yet.
      layout: { name: "null" },
    });
    this.hand = new Hand(this.cy, this.chrome, {
      send: (selection) => this.send(selection),
      open: (id) => this.api.setTriggerValue("open", { id }),
      touched: () => {
        this.touched = true;
      },
      moved: () => placeLabels(this.cy, this.theme),
      zoom: (factor) => this.zoom(factor),
      fit: () => this.fit(),
    });
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.chrome.canvas);
  }

  /** Draw new data, a new theme or a new language. Old nodes of the same view do not move. */
  update(api: RendererArgs<GraphData>): void {
    this.api = api;
    const data = api.data;
    this.chrome.write(data.text, data.height);
    this.chrome.root.dataset.key = data.key;
    this.chrome.root.dataset.empty = data.nodes.length ? "0" : "1";
    this.theme = readTheme(this.chrome.root, data.theme);
    const before = this.data;
    const fresh = before === null || before.view !== data.view || this.frame === null;
    this.data = data;
    const added = this.diff(data);
    this.cy.style(stylesheet(this.theme) as never);
    if (fresh) {
      this.hand.selected = data.selected;
      this.lay(before === null ? null : added);
    } else {
      if (!sameSelection(before.selected, data.selected)) this.hand.selected = data.selected;
      this.grow(added);
    }
    this.hand.mark(data);
  }

  /** Centres of nodes and middles of edges in viewport pixels, for browser tests. */
  positions(): { nodes: object[]; edges: object[]; zoom: number } {
    const box = this.chrome.canvas.getBoundingClientRect();
    const at = (p: Point) => ({ x: box.left + p.x, y: box.top + p.y });
    return {
      nodes: this.cy.nodes().map((n) => ({ id: n.id(), ...at(n.renderedPosition()) })),
      edges: this.cy.edges().map((e) => ({ id: e.data("key"), ...at(e.renderedMidpoint()) })),
      zoom: this.cy.zoom(),
    };
  }

  destroy(): void {
    this.observer.disconnect();
    this.cy.destroy();
  }

  private diff(data: GraphData): string[] {
    const { cy } = this;
    const wanted = new Map(elementData(data, this.theme).map((e) => [e.data.id as string, e]));
    const added: string[] = [];
    cy.batch(() => {
      (cy.elements().toArray() as Item[]).forEach((e) => {
        const next = wanted.get(e.id());
        const moved =
          next && e.isEdge() && (e.data("source") !== next.data.source || e.data("target") !== next.data.target);
        if (!next || moved) {
          this.hand.forget(e);
          e.remove();
        } else e.data(next.data);
      });
      for (const [id, e] of wanted) {
        if (cy.getElementById(id).nonempty()) continue;
        const seed = { lv: "bottom", lh: "center", lx: 0, ly: 4, at: "none", off: 0 };
        cy.add({ group: e.group, data: { ...seed, ...e.data } } as never);
        if (e.group === "nodes") added.push(id);
      }
    });
    return added;
  }

  /** Lay out anew. Where most nodes were there before, these glide to their new places. */
  private lay(added: string[] | null): void {
    const { cy, data } = this;
    const [w, h] = [this.chrome.canvas.clientWidth, this.chrome.canvas.clientHeight];
    if (!data || !data.nodes.length || w < 40 || h < 40) {
      this.frame = null;
      this.ready(data !== null && !data.nodes.length);
      return;
    }
    const kept = added && added.length * 2 < data.nodes.length ? cy.nodes() : null;
    const from = kept && new Map(kept.map((n) => [n.id(), { ...n.position() }]));
    for (const id of added ?? []) from?.delete(id);
    this.raw = rawPositions(cy, data.nodes);
    if (!data.nodes.every((n) => n.x !== null)) this.raw = this.untangled(data, w, h);
    this.touched = false;
    this.settle(from);
  }

  /** Raw positions of an own layout with the spokes turned off the nodes they run behind. */
  private untangled(data: GraphData, w: number, h: number): Map<string, Point> {
    const focus = data.nodes.find((n) => n.focus)?.id;
    const spokes = data.edges.filter((e) => e.source === focus || e.target === focus);
    const ends = new Set(spokes.map((e) => (e.source === focus ? e.target : e.source)));
    const sizes = new Map(data.nodes.map((n) => [n.id, n.size]));
    const { sx, sy } = frameFor(this.raw, (id) => sizes.get(id) ?? 0, w, h);
    return untangle(this.raw, data.nodes, ends, Math.min(sx, sy));
  }

  /** Turn raw positions into canvas positions for the present size of the viewport. */
  private settle(from: Map<string, Point> | null): void {
    const { cy } = this;
    const size = (id: string) => cy.getElementById(id).data("size") as number;
    this.frame = frameFor(this.raw, size, this.chrome.canvas.clientWidth, this.chrome.canvas.clientHeight);
    const goal = new Map([...this.raw].map(([id, p]) => [id, toCanvas(this.frame as Frame, p)]));
    cy.nodes().stop(true).positions((n) => goal.get(n.id()) ?? { x: 0, y: 0 });
    cy.viewport({ zoom: 1, pan: { x: 0, y: 0 } });
    const box = cy.nodes().boundingBox({ includeLabels: true });
    if (box.w > cy.width() || box.h > cy.height()) cy.fit(cy.nodes(), 12);
    placeLabels(cy, this.theme);
    this.glide(from, goal);
  }

  private glide(from: Map<string, Point> | null, goal: Map<string, Point>): void {
    const moves = [...goal].flatMap(([id, p]) => {
      const start = from?.get(id);
      return start && Math.hypot(start.x - p.x, start.y - p.y) >= 0.01 ? [{ id, start, p }] : [];
    });
    const run = ++this.pending;
    if (!moves.length || matchMedia("(prefers-reduced-motion: reduce)").matches) return this.ready(true);
    this.ready(false);
    for (const { id, start, p } of moves) {
      const node = this.cy.getElementById(id) as NodeSingular;
      node.position(start);
      node.animate({ position: p, duration: MOVE_MS, easing: "ease-out" });
    }
    setTimeout(() => {
      if (run !== this.pending || this.cy.destroyed()) return;
      for (const [id, p] of goal) this.cy.getElementById(id).stop(true).position(p);
      this.ready(true);
    }, MOVE_MS + 60);
  }

  private grow(added: string[]): void {
    const { cy, data, frame } = this;
    if (!data || !frame) return;
    const inPayload = new Map(data.nodes.map((n) => [n.id, n]));
    for (const id of [...this.raw.keys()]) if (!inPayload.has(id)) this.raw.delete(id);
    if (!added.length) {
      placeLabels(cy, this.theme);
      return this.ready(true);
    }
    const fresh = new Set(added);
    const placed = new Set(cy.nodes().map((n) => n.id()).filter((id) => !fresh.has(id)));
    // Given coordinates are used only when they are of the picture already on screen.
    const sameFrame = [...placed].every((id) => {
      const [n, r] = [inPayload.get(id), this.raw.get(id)];
      return !n || !r || (n.x !== null && n.y !== null && Math.hypot(n.x - r.x, n.y - r.y) < 1e-3);
    });
    const focusNode = cy.nodes("[?focus]").first();
    const focus = focusNode.nonempty() && placed.has(focusNode.id()) ? focusNode.position() : null;
    const [from, goal] = [new Map<string, Point>(), new Map<string, Point>()];
    const queue = [...added];
    for (let turn = 0; queue.length && turn < added.length * 2; turn++) {
      const id = queue.shift() as string;
      const given = inPayload.get(id);
      const parentId = parentOf(id, data.edges, placed, this.hand.opened, focusNode.id() ?? null);
      if (parentId === null && turn < added.length) {
        queue.push(id);
        continue;
      }
      const node = cy.getElementById(id) as NodeSingular;
      const parent = parentId === null ? null : (cy.getElementById(parentId) as NodeSingular);
      const p =
        sameFrame && given && given.x !== null && given.y !== null
          ? toCanvas(frame, { x: given.x, y: given.y })
          : placeNear(cy, node, parent, placed, focus, cy.extent());
      node.position(p);
      goal.set(id, p);
      from.set(id, parent ? { ...parent.position() } : p);
      this.raw.set(id, toRaw(frame, p));
      placed.add(id);
    }
    placeLabels(cy, this.theme);
    this.glide(from, goal);
  }

  private send(selection: Selection | null): void {
    const state = selection && { ...selection, view: this.data?.view ?? "" };
    this.api.setStateValue("selection", state);
  }

  private ready(yes: boolean): void {
    this.chrome.root.dataset.ready = yes ? "1" : "0";
  }

  private resized(): void {
    this.cy.resize();
    if (!this.frame) this.lay(null);
    else if (!this.touched) this.settle(null);
    if (this.data) this.hand.mark(this.data);
  }

  private fit(): void {
    this.cy.animate({ fit: { eles: this.cy.elements(), padding: 28 }, duration: 180 });
  }

  private save(kind: "svg" | "png"): Promise<void> {
    const { text, key } = this.data as GraphData;
    return savePicture(this.cy, this.theme, kind, text.caption, `shimai-${key}`);
  }

  private zoom(factor: number): void {
    this.touched = true;
    const centre = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: centre });
  }
}
