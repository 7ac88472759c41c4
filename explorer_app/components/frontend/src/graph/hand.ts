import type { Core, NodeSingular } from "cytoscape";
import type { Chrome } from "./chrome";
import { edgeKey } from "./data";
import { onKey } from "./keyboard";
import type { GraphData, Item, Selection } from "./types";

/** What the hand on mouse and keyboard asks of the view. */
export interface HandActions {
  send(selection: Selection | null): void;
  open(id: string): void;
  touched(): void;
  moved(): void;
  zoom(factor: number): void;
  fit(): void;
}

/** Pointer and keyboard: hover, selection, opening, and the current element of the keyboard. */
export class Hand {
  selected: Selection | null = null;
  opened: string | null = null;
  private here: Item | null = null;
  private anchor: NodeSingular | null = null;
  private records = "";

  constructor(
    private readonly cy: Core,
    private readonly chrome: Chrome,
    private readonly act: HandActions,
  ) {
    this.listen();
  }

  /** Drop references to an element that is about to be removed. */
  forget(e: Item): void {
    if (this.here === e) this.here = null;
    if (this.anchor === e) this.anchor = null;
    this.hover(null);
  }

  /** Show the selection on the canvas. */
  mark(data?: GraphData): void {
    const { cy } = this;
    if (data) this.records = data.text.records;
    cy.batch(() => {
      cy.elements().removeClass("chosen beside");
      const chosen = this.selected && this.find(this.selected);
      if (!chosen || chosen.empty()) return;
      chosen.addClass("chosen");
      if (chosen.isNode()) chosen.connectedEdges().addClass("beside");
    });
  }

  private find(s: Selection): Item {
    return this.cy.getElementById(s.kind === "edge" ? edgeKey(s.id) : s.id) as unknown as Item;
  }

  private describe(e: Item): [string, string] {
    if (e.isNode()) return [e.data("name"), e.data("label_name")];
    const ends = `${e.source().data("name")} → ${e.target().data("name")}`;
    const count = `${e.data("weight")} ${this.records}`.trim();
    return [e.data("name") || ends, [e.data("years"), count].filter(Boolean).join(" · ")];
  }

  private hover(e: Item | null): void {
    const { cy } = this;
    cy.batch(() => {
      cy.elements().removeClass("dim lit");
      if (!e) return;
      const near = e.isNode() ? e.closedNeighborhood() : e.union(e.connectedNodes());
      cy.elements().difference(near).addClass("dim");
      near.addClass("lit");
    });
    this.chrome.canvas.style.cursor = e ? "pointer" : "";
    if (!e) this.chrome.hideTip();
  }

  private select(e: Item | null): void {
    this.selected = e && selectionOf(e);
    this.mark();
    this.act.send(this.selected);
  }

  private open(e: Item | null): void {
    if (!e?.isNode()) return;
    this.opened = e.id();
    this.act.open(e.id());
  }

  private moveTo(e: Item | null): void {
    this.cy.elements().removeClass("current");
    this.here = e;
    this.anchor = e?.isNode() ? (e as NodeSingular) : e ? this.anchor : null;
    this.hover(e);
    if (!e) return;
    e.addClass("current");
    const p = e.isNode() ? e.renderedPosition() : e.renderedMidpoint();
    const [w, h] = [this.cy.width(), this.cy.height()];
    if (p.x < 20 || p.y < 20 || p.x > w - 20 || p.y > h - 20) this.cy.center(e);
    this.chrome.say(this.describe(e).filter(Boolean).join(", "));
  }

  private listen(): void {
    const { cy, chrome } = this;
    cy.on("mouseover", "node, edge", (event) => this.hover(event.target));
    cy.on("mouseout", "node, edge", () => this.hover(null));
    cy.on("mousemove", "node, edge", (event) => {
      const [head, more] = this.describe(event.target);
      const unread = [...head].length > 10 || cy.zoom() < 0.6;
      if (event.target.isEdge() || unread) chrome.showTip(head, more, event.renderedPosition);
    });
    // The ring appears at once; Python hears of it when no second click follows.
    cy.on("tap", "node, edge", (event) => {
      this.selected = selectionOf(event.target);
      this.mark();
    });
    cy.on("onetap", "node, edge", (event) => this.select(event.target));
    cy.on("onetap", (event) => {
      if (event.target === cy && this.selected) this.select(null);
    });
    cy.on("dbltap", "node", (event) => this.open(event.target));
    cy.on("grab pan", () => chrome.hideTip());
    cy.on("scrollzoom dragpan pinchzoom dragfree", () => this.act.touched());
    cy.on("dragfree", "node", () => this.act.moved());
    // A fast pointer leaves the canvas without a last move over it.
    chrome.canvas.addEventListener("mouseleave", () => this.hover(null));
    // The frame around the canvas is for the keyboard: a click focuses without it.
    let byMouse = false;
    const frame = (on: boolean) => chrome.canvas.classList.toggle("keys", on);
    chrome.canvas.addEventListener("mousedown", () => {
      byMouse = true;
      frame(false);
      chrome.canvas.focus({ preventScroll: true });
      byMouse = false;
    });
    chrome.canvas.addEventListener("focus", () => frame(!byMouse));
    chrome.canvas.addEventListener("blur", () => {
      frame(false);
      if (this.here) this.moveTo(null);
    });
    chrome.canvas.addEventListener("keydown", () => frame(true));
    chrome.canvas.addEventListener("keydown", (event) =>
      onKey(cy, event, {
        current: () => this.here,
        anchor: () => this.anchor,
        move: (e) => this.moveTo(e),
        open: () => this.open(this.anchor),
        choose: () => this.here && this.select(this.here),
        clear: () => {
          this.moveTo(null);
          if (this.selected) this.select(null);
        },
        zoom: (factor) => this.act.zoom(factor),
        fit: () => this.act.fit(),
      }),
    );
  }
}

function selectionOf(e: Item): Selection {
  return { kind: e.isNode() ? "node" : "edge", id: e.data("key") as string };
}
