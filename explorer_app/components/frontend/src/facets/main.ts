import { element, mountRoot } from "../shared/dom";
import { readTheme } from "../shared/theme";
import type { RendererArgs, ThemeChoice } from "../shared/types";
import css from "./facets.css";

interface ValueData {
  value: string;
  name: string;
  count: number;
  count_text: string;
  on: boolean;
}

interface GroupData {
  facet: string;
  name: string;
  color: string | null;
  color_dark: string | null;
  values: ValueData[];
  more: string;
  open: boolean;
}

interface FacetsData {
  key: string;
  groups: GroupData[];
  theme: ThemeChoice;
  text: { aria_label: string; skip: string };
}

interface Mounted {
  root: HTMLElement;
  api: RendererArgs<FacetsData>;
  folded: Map<string, boolean>;
}

const mounted = new WeakMap<object, Mounted>();

const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), [tabindex='0']";

/** Put the focus on what can be focused first behind an element, in a shadow tree or not. */
function focusBehind(element: Element): void {
  for (const next of document.querySelectorAll("*")) {
    if (!(element.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING) || element.contains(next)) continue;
    const found = next.matches(FOCUSABLE) ? next : next.shadowRoot?.querySelector(FOCUSABLE);
    if (found instanceof HTMLElement && found.getClientRects().length) return found.focus();
  }
}

function drawSkip(label: string): HTMLElement {
  const skip = element("button", "skip", label);
  skip.type = "button";
  skip.addEventListener("click", () => {
    const tree = skip.getRootNode();
    focusBehind(tree instanceof ShadowRoot ? tree.host : (skip.parentElement as Element));
  });
  return skip;
}

function drawValue(group: GroupData, value: ValueData, most: number, at: Mounted): HTMLElement {
  const row = element("label", value.on ? "value on" : "value");
  const box = element("input", "box");
  box.type = "checkbox";
  box.checked = value.on;
  box.dataset.value = value.value;
  box.addEventListener("change", () => {
    row.classList.toggle("on", box.checked);
    at.api.setTriggerValue("pick", { facet: group.facet, value: value.value });
  });
  const name = element("span", "name", value.name);
  name.title = value.name;
  const bar = element("span", "bar");
  bar.style.width = `${Math.max(1, Math.round((value.count / most) * 100))}%`;
  row.append(box, name, element("span", "count", value.count_text), bar);
  return row;
}

function drawGroup(group: GroupData, at: Mounted, dark: boolean): HTMLElement {
  const box = element("details", "group");
  box.dataset.facet = group.facet;
  box.open = at.folded.get(group.facet) ?? group.open;
  box.addEventListener("toggle", () => at.folded.set(group.facet, box.open));
  const tint = (dark && group.color_dark) || group.color;
  if (tint) box.style.setProperty("--tint", tint);
  const head = element("summary", "head");
  head.append(element("span", "title", group.name));
  const chosen = group.values.filter((value) => value.on).length;
  if (chosen) head.append(element("span", "chosen", String(chosen)));
  box.append(head);
  const most = Math.max(1, ...group.values.map((value) => value.count));
  for (const value of group.values) box.append(drawValue(group, value, most, at));
  if (group.more) {
    const more = element("button", "more", group.more);
    more.type = "button";
    more.addEventListener("click", () => at.api.setTriggerValue("more", { facet: group.facet }));
    box.append(more);
  }
  return box;
}

/** Entry point Streamlit calls at mount and again whenever data or theme change. */
export default function render(args: RendererArgs<FacetsData>): () => void {
  const host = args.parentElement;
  let at = mounted.get(host);
  if (!at) {
    at = { root: mountRoot(host, "facets", css), api: args, folded: new Map() };
    at.root.dataset.testid = "shimai-facets";
    at.root.setAttribute("role", "group");
    mounted.set(host, at);
  }
  at.api = args;
  const { root } = at;
  const { groups, text, theme } = args.data;
  root.setAttribute("aria-label", text.aria_label);
  const dark = readTheme(root, theme).dark;
  const active = (root.getRootNode() as ShadowRoot | Document).activeElement as HTMLElement | null;
  const focused = active?.dataset.value;
  const facet = active?.closest<HTMLElement>("details")?.dataset.facet;
  root.replaceChildren(drawSkip(text.skip), ...groups.map((group) => drawGroup(group, at, dark)));
  if (focused !== undefined && facet) {
    const find = `details[data-facet="${CSS.escape(facet)}"] input[data-value="${CSS.escape(focused)}"]`;
    root.querySelector<HTMLInputElement>(find)?.focus();
  }
  root.dataset.ready = "1";
  return () => {
    if (!host.isConnected) mounted.delete(host);
  };
}
