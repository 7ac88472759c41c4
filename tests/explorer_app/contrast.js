// Every visible text whose contrast with what is painted behind it is below WCAG AA: 4.5 : 1, or
// 3 : 1 for large text. Opacity of all ancestors counts; text in pictures and disabled controls does not.
() => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parse = (color) => {
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = "rgba(0,0,0,0)";
    probe.fillStyle = color;
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, share, base) => top.slice(0, 3).map((v, i) => v * share + base[i] * (1 - share));
  const light = (c) => {
    const [r, g, b] = c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const up = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host ?? null;
  const chain = (element) => {
    const found = [];
    for (let at = element; at; at = up(at)) found.push(at);
    return found;
  };
  const failures = [];
  let looked = 0;
  const judge = (element, text) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const line = chain(element);
    if (!box.width || !box.height || style.visibility !== "visible" || style.display === "none") return;
    if (box.width <= 1.5 || box.height <= 1.5 || style.clipPath === "inset(50%)") return;
    if (line.some((at) => at.matches("[disabled], [aria-disabled=true], [aria-hidden=true], canvas, svg"))) return;
    // What is painted behind, from the outermost element in; and how much of the text is painted. An
    // element whose box does not reach the text's middle (a slider's thumb below its number) is not behind it,
    // unless it scrolls or clips: what lies below the fold is only ever seen upon it.
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const reaches = (r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom;
    let back = parse(getComputedStyle(document.documentElement).backgroundColor);
    back = over(back, back[3], [255, 255, 255]);
    let share = 1;
    for (const at of [...line].reverse()) {
      const own = getComputedStyle(at);
      share *= Number(own.opacity);
      const fill = parse(own.backgroundColor);
      if (fill[3] && (at === document.documentElement || own.overflowY !== "visible" || reaches(at.getBoundingClientRect()))) back = over(fill, fill[3] * share, back);
    }
    const ink = parse(style.color);
    if (share * ink[3] < 0.02) return;
    const shown = over(ink, ink[3] * share, back);
    const [a, b] = [light(shown), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    looked += 1;
    if (ratio < (large ? 3 : 4.5) - 0.005) {
      failures.push({ text: text.slice(0, 30), ratio: Math.round(ratio * 100) / 100, size, class: String(element.className).slice(0, 60), place: line.map((at) => at.className).find((c) => /st-key-/.test(c))?.match(/st-key-\S+/)?.[0] ?? "" });
    }
  };
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      if (element.matches("style, script, noscript, title")) continue;
      const text = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join("").trim();
      if (text) judge(element, text);
    }
  };
  walk(document);
  return { looked, failures };
}
