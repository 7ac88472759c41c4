/** What Streamlit passes to a Components-v2 module (the part used here). */
export interface RendererArgs<D> {
  key: string;
  data: D;
  parentElement: ShadowRoot | HTMLElement;
  setStateValue(name: string, value: unknown): void;
  setTriggerValue(name: string, value: unknown): void;
}

export type ThemeChoice = "auto" | "light" | "dark";

