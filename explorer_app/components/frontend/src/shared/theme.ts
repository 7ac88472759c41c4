import type { ThemeChoice } from "./types";

/** Colours and fonts of the page, read from the variables Streamlit sets. */
export interface Theme {
  dark: boolean;
  background: string;
  ink: string;
  line: string;
  primary: string;
  font: string;
  headingFont: string;
}

type Rgb = [number, number, number];

const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Red, green and blue (0-255) of any colour the browser can paint; null when it cannot. */
export function rgb(color: string): Rgb | null {
  if (!probe || !CSS.supports("color", color)) return null;
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = color;
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/** `share` (0-1) of `color` over `base`, as an opaque colour. */
export function mix(color: string, base: string, share: number): string {
  const a = rgb(color);
  const b = rgb(base);
  if (!a || !b) return color;
  const [r, g, bl] = a.map((v, i) => Math.round(v * share + b[i] * (1 - share)));
  return `rgb(${r},${g},${bl})`;
}

/** Read the page theme; `choice` overrides the guess from the background's luminance. */
export function readTheme(element: Element, choice: ThemeChoice): Theme {
  const style = getComputedStyle(element);
  const value = (name: string, fallback: string) => {
    const found = style.getPropertyValue(name).trim();
    return found && found !== "unset" ? found : fallback;
  };
  const background = value("--st-background-color", "#ffffff");
  const [r, g, b] = rgb(background) ?? [255, 255, 255];
  const luminance = (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  const dark = choice === "auto" ? luminance < 0.45 : choice === "dark";
  return {
    dark,
    background,
    ink: value("--st-text-color", dark ? "#eeeeee" : "#222222"),
    line: value("--st-border-color", dark ? "#444444" : "#dddddd"),
    primary: value("--st-primary-color", dark ? "#dddddd" : "#333333"),
    font: value("--st-font", "sans-serif").replaceAll("'", '"'), // the canvas takes no single quotes
    headingFont: value("--st-heading-font", "serif"),
  };
}
