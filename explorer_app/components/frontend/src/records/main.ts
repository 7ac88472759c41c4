import { element, isPlainClick, mountRoot, safeHref } from "../shared/dom";
import { readTheme } from "../shared/theme";
import type { RendererArgs, ThemeChoice } from "../shared/types";
import css from "./records.css";

interface SpanData {
  start: number;
  end: number;
  label: string;
  color: string;
  color_dark: string | null;
  entity_id: string;
  focus: boolean;
  href: string | null;
}

interface RowData {
  id: string;
  year: string;
  day: string;
  title: string;
  spans: SpanData[];
  meta: string[];
  href: string | null;
}

interface RecordsData {
  key: string;
  rows: RowData[];
  compact: boolean;
  theme: ThemeChoice;
  text: { aria_label: string; empty: string };
}

interface Mounted {
  root: HTMLElement;
  api: RendererArgs<RecordsData>;
}

const mounted = new WeakMap<object, Mounted>();

/** A real link when there is an address (so that a new tab works), else a keyboard button. */
function link(className: string, text: string | undefined, href: string | null): HTMLElement {
  const address = safeHref(href);
  const node = address ? element("a", className, text) : element("span", className, text);
  if (address) node.setAttribute("href", address);
  else {
    node.setAttribute("role", "button");
    node.tabIndex = 0;
  }
  return node;
}

function act(node: HTMLElement, run: () => void): void {
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!isPlainClick(event)) return;
    event.preventDefault();
    run();
  });
  if (!node.hasAttribute("href")) {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      run();
    });
  }
}

function drawRow(row: RowData, at: Mounted, dark: boolean): HTMLElement {
  const openRecord = () => at.api.setTriggerValue("record", { record_id: row.id });
  const item = element("li", "row");
  item.dataset.id = row.id;
  item.addEventListener("click", (event) => {
    if (isPlainClick(event) && !document.getSelection()?.toString()) openRecord();
  });

  const date = link("date", undefined, row.href);
  date.append(element("span", "year", row.year || "—"), element("span", "day", row.day));
  act(date, openRecord);

  const title = element("div", "title");
  const letters = Array.from(row.title); // one entry a code point, as Python counts
  let stops = 0;
  const plain = (from: number, to: number) => {
    if (from >= to) return;
    const part = link("plain", letters.slice(from, to).join(""), row.href);
    if (stops++ > 0) part.tabIndex = -1; // one stop for the title, however many pieces
    act(part, openRecord);
    title.append(part);
  };
  let done = 0;
  for (const span of row.spans) {
    plain(done, span.start);
    const part = link(span.focus ? "span focus" : "span", letters.slice(span.start, span.end).join(""), span.href);
    part.style.setProperty("--tint", (dark && span.color_dark) || span.color);
    part.dataset.entity = span.entity_id;
    if (span.label) part.title = span.label;
    act(part, () => at.api.setTriggerValue("entity", { entity_id: span.entity_id }));
    title.append(part);
    done = span.end;
  }
  plain(done, letters.length);
  if (stops > 0) date.tabIndex = -1;
  else date.setAttribute("aria-label", row.title);

  const body = element("div", "body");
  const meta = element("div", "meta");
  for (const part of row.meta) meta.append(element("span", "", part));
  body.append(title, meta);
  item.append(date, element("div", "rule"), body);
  return item;
}

/** Entry point Streamlit calls at mount and again whenever data or theme change. */
export default function render(args: RendererArgs<RecordsData>): () => void {
  const host = args.parentElement;
  let at = mounted.get(host);
  if (!at) {
    at = { root: mountRoot(host, "records", css), api: args };
    at.root.dataset.testid = "shimai-records";
    mounted.set(host, at);
  }
  at.api = args;
  const { root } = at;
  const { rows, compact, text, theme, key } = args.data;
  root.className = compact ? "records compact" : "records";
  root.dataset.key = key;
  const dark = readTheme(root, theme).dark;
  const list = element("ol", "");
  list.setAttribute("aria-label", text.aria_label);
  for (const row of rows) list.append(drawRow(row, at, dark));
  root.replaceChildren(rows.length ? list : element("div", "empty", text.empty));
  root.dataset.ready = "1";
  return () => {
    if (!host.isConnected) mounted.delete(host);
  };
}
