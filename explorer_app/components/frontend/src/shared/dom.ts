/** A new element with a class and, as text (never as markup), its content. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text?: string,
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** True for the click that follows a link in place; false when the user asked for a new tab. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}

/** A link that is safe to follow: relative, or http(s). Anything else is dropped. */
export function safeHref(href: string | null | undefined): string | null {
  if (!href) return null;
  try {
    const url = new URL(href, document.baseURI);
    return url.protocol === "http:" || url.protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

/** The root of a component inside its host, made once together with its style sheet. */
export function mountRoot(host: ShadowRoot | HTMLElement, className: string, css: string): HTMLElement {
  const style = document.createElement("style");
  style.textContent = css;
  const root = element("div", className);
  host.append(style, root);
  return root;
}
