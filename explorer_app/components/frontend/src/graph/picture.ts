import type { Core, EdgeSingular, NodeSingular } from "cytoscape";
import type { Theme } from "../shared/theme";
import { pathFrom } from "./labels";
import { EDGE_SIZE, FOCUS_NAME_SIZE, NAME_SIZE } from "./style";
import type { Point } from "./types";

const MARGIN = 18;
const CAPTION_SIZE = 11;
const LINE = 1.5;
const CAPTION_SHARE = 0.68;
const PNG_SCALE = 2;

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

const number = (value: number): string => value.toFixed(1);

function tag(name: string, attributes: Record<string, string | number>, inner = ""): string {
  const parts = Object.entries(attributes).map(([key, value]) =>
    ` ${key}="${typeof value === "number" ? number(value) : escaped(value)}"`,
  );
  return inner ? `<${name}${parts.join("")}>${inner}</${name}>` : `<${name}${parts.join("")}/>`;
}

function line(edge: EdgeSingular): string {
  const [a, b] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const c = edge.controlPoints()?.[0];
  const way = c ? `Q${number(c.x)} ${number(c.y)} ` : "L";
  const spoke = Boolean(edge.data("spoke"));
  const look = {
    stroke: edge.data("tint") as string,
    opacity: spoke ? "0.5" : "0.3",
  };
  const drawn = tag("path", {
    d: `M${number(a.x)} ${number(a.y)}${way}${number(b.x)} ${number(b.y)}`,
    fill: "none",
    "stroke-width": edge.data("thick") as number,
    ...(spoke ? {} : { "stroke-dasharray": "5 4" }),
    ...look,
  });
  return edge.data("directed") ? drawn + head(edge, c ?? a, b) : drawn;
}

/** The arrow head at the far end of a directed line. */
function head(edge: EdgeSingular, from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const size = 4 + 1.5 * (edge.data("thick") as number);
  const corner = (side: number) =>
    `${number(to.x - ux * size + uy * side * size * 0.45)} ${number(to.y - uy * size - ux * side * size * 0.45)}`;
  const d = `M${number(to.x)} ${number(to.y)}L${corner(1)}L${corner(-1)}Z`;
  return tag("path", { d, fill: edge.data("tint") as string, opacity: "0.7" });
}

/** The relation's name where the canvas writes it. */
function lineName(edge: EdgeSingular, theme: Theme): string {
  const at = edge.data("at") as string;
  if (at === "none") return "";
  const { points, length } = pathFrom(edge, at === "target");
  const off = edge.data("off") as number;
  const i = Math.max(1, length.findIndex((l) => l >= off));
  const [p, q] = [points[i - 1], points[i] ?? points[i - 1]];
  let turn = (Math.atan2(q.y - p.y, q.x - p.x) * 180) / Math.PI;
  if (turn > 90 || turn < -90) turn += 180;
  return tag(
    "text",
    {
      transform: `translate(${number(p.x)} ${number(p.y)}) rotate(${number(turn)})`,
      dy: ".35em", "text-anchor": "middle", "font-size": EDGE_SIZE, fill: edge.data("tint") as string,
      stroke: theme.background, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round",
    },
    escaped(edge.data("name") as string),
  );
}

function node(one: NodeSingular): string {
  const { x, y } = one.position();
  const [r, focus] = [(one.data("size") as number) / 2, Boolean(one.data("focus"))];
  const tint = one.data("tint") as string;
  const ring = focus
    ? tag("circle", { cx: x, cy: y, r: r + 6, fill: "none", stroke: tint, "stroke-width": 1.5, opacity: "0.55" })
    : "";
  const disc = tag("circle", {
    cx: x, cy: y, r, fill: tint, stroke: one.data("rim") as string, "stroke-width": focus ? 4 : 1,
  });
  return ring + disc;
}

function name(one: NodeSingular, theme: Theme): string {
  const { x, y } = one.position();
  const [r, focus] = [(one.data("size") as number) / 2, Boolean(one.data("focus"))];
  const size = focus ? FOCUS_NAME_SIZE : NAME_SIZE;
  const [lv, lh] = [one.data("lv") as string, one.data("lh") as string];
  const across = lh === "right" ? r + 4 : lh === "left" ? -r - 4 : 0;
  const down = lv === "bottom" ? r + 4 + size * 0.9 : lv === "top" ? -r - 5 : size * 0.36;
  const anchor = lh === "right" ? "start" : lh === "left" ? "end" : "middle";
  return tag(
    "text",
    {
      x: x + across, y: y + down, "text-anchor": anchor, "font-size": size, fill: theme.ink,
      ...(focus ? { "font-weight": "700" } : {}),
      stroke: theme.background, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round",
    },
    escaped(one.data("name") as string),
  );
}

/** Lines of a text that fit a width, cut between words or Chinese characters. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let now = "";
  let used = 0;
  for (const word of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]{1,60}\s*|\s+/g) ?? []) {
    const more = [...word].reduce((sum, c) => sum + (c > "\u2e80" ? 1 : 0.56), 0) * CAPTION_SIZE;
    if (now && used + more > width) {
      lines.push(now);
      [now, used] = ["", 0];
    }
    now += word;
    used += more;
  }
  return now ? [...lines, now] : lines;
}

/** The picture as an SVG text: what the canvas shows, and below it where it is from. */
export function svgOf(cy: Core, theme: Theme, caption: string): { text: string; width: number; height: number } {
  const box = cy.elements().boundingBox({ includeLabels: true });
  const width = Math.max(box.w, 320) + MARGIN * 2;
  const said = wrapped(caption, width - MARGIN * 2);
  const below = said.length ? said.length * CAPTION_SIZE * LINE + MARGIN : 0;
  const height = box.h + MARGIN * 2 + below;
  const [left, top] = [box.x1 - (width - box.w) / 2, box.y1 - MARGIN];
  const edges = cy.edges().toArray() as EdgeSingular[];
  edges.sort((a, b) => Number(Boolean(a.data("spoke"))) - Number(Boolean(b.data("spoke"))));
  const nodes = cy.nodes().toArray() as NodeSingular[];
  const note = said.map((words, i) =>
    tag("text", {
      x: left + MARGIN, y: top + height - below + CAPTION_SIZE * (1 + i * LINE),
      "font-size": CAPTION_SIZE, fill: theme.ink, opacity: String(CAPTION_SHARE),
    }, escaped(words)),
  );
  const inner = [
    tag("rect", { x: left, y: top, width, height, fill: theme.background }),
    ...edges.map(line),
    ...nodes.map(node),
    ...edges.map((e) => lineName(e, theme)),
    ...nodes.map((n) => name(n, theme)),
    ...note,
  ].join("\n");
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: [left, top, width, height].map(number).join(" "),
    width, height, "font-family": theme.font, role: "img",
  };
  const title = tag("title", {}, escaped(caption || " "));
  return { text: tag("svg", attributes, `${title}\n${inner}`), width, height };
}

/** Hand a file to the reader. */
function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Save the picture as a file: an SVG, or the same drawn as a PNG of double size. */
export async function savePicture(cy: Core, theme: Theme, kind: "svg" | "png", caption: string, file: string): Promise<void> {
  const { text, width, height } = svgOf(cy, theme, caption);
  const svg = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return save(svg, `${file}.svg`);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * PNG_SCALE), Math.round(height * PNG_SCALE)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (png) save(png, `${file}.png`);
}
