import { element, mountRoot } from "../shared/dom";
import css from "./graph.css";
import type { Point, Text } from "./types";

const ICONS = {
  zoom_in: "M8 3v10M3 8h10",
  zoom_out: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
};

const FILES = ["svg", "png"] as const;

export type Tool = keyof typeof ICONS | (typeof FILES)[number];

function icon(path: string): SVGSVGElement {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(ns, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** The plain DOM around the canvas: buttons, hint, tooltip, empty state and live region. */
export class Chrome {
  readonly root: HTMLElement;
  readonly canvas: HTMLElement;
  private readonly tip = element("div", "tip");
  private readonly hint = element("div", "hint");
  private readonly empty = element("div", "empty");
  private readonly live = element("div", "live");
  private readonly buttons = new Map<Tool, HTMLButtonElement>();

  constructor(host: ShadowRoot | HTMLElement, onTool: (tool: Tool) => void) {
    this.root = mountRoot(host, "graph", css);
    this.root.dataset.testid = "shimai-graph";
    this.canvas = element("div", "canvas");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.live.setAttribute("aria-live", "polite");
    this.tip.setAttribute("role", "tooltip");
    const tools = element("div", "tools");
    for (const tool of [...(Object.keys(ICONS) as (keyof typeof ICONS)[]), ...FILES]) {
      const button = element("button", tool);
      button.type = "button";
      if (tool === "svg" || tool === "png") button.textContent = tool.toUpperCase();
      else button.append(icon(ICONS[tool]));
      button.addEventListener("click", () => onTool(tool));
      this.buttons.set(tool, button);
      tools.append(button);
    }
    this.root.append(this.canvas, tools, this.hint, this.empty, this.tip, this.live);
  }

  /** Language and height, which may change with every run. */
  write(text: Text, height: number): void {
    this.root.style.height = `${height}px`;
    this.canvas.setAttribute("aria-label", text.aria_label);
    this.hint.textContent = text.hint;
    this.empty.textContent = text.empty;
    for (const [tool, button] of this.buttons) {
      button.title = text[tool];
      button.setAttribute("aria-label", text[tool]);
    }
  }

  say(message: string): void {
    this.live.textContent = message;
  }

  /** A small note beside a point of the canvas (pixels from its top left corner). */
  showTip(head: string, more: string, at: Point): void {
    this.tip.replaceChildren(element("span", "", head));
    if (more) this.tip.append(element("span", "more", more));
    this.tip.classList.add("on");
    const box = this.tip.getBoundingClientRect();
    const left = Math.min(at.x + 14, this.root.clientWidth - box.width - 4);
    const below = at.y + 16 + box.height < this.root.clientHeight;
    this.tip.style.left = `${Math.max(2, left)}px`;
    this.tip.style.top = `${below ? at.y + 16 : Math.max(2, at.y - box.height - 12)}px`;
  }

  hideTip(): void {
    this.tip.classList.remove("on");
  }
}
