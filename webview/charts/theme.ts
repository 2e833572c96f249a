import { effect, signal } from "@preact/signals";
import { paletteColours } from "./runStyle";
import type { PaletteColour } from "./runStyle";

/** The colours of VS Code's theme that canvases need, and how it wants contrast and motion. */
export interface Theme {
  readonly background: string;
  readonly foreground: string;
  readonly dim: string;
  readonly line: string;
  /** Lines inside pictures, quieter than `line`. */
  readonly grid: string;
  readonly warning: string;
  readonly error: string;
  readonly focus: string;
  readonly font: string;
  readonly palette: Readonly<Record<PaletteColour, string>>;
  /** Ends of the heat map as red, green, blue from 0 to 255: low loss, high loss. */
  readonly heat: readonly [readonly number[], readonly number[]];
  readonly dark: boolean;
  readonly highContrast: boolean;
  readonly reducedMotion: boolean;
}

export const theme = signal<Theme>(readTheme());

/** Keeps `theme` current: VS Code swaps classes and variables on body and root when the theme changes. */
export function followTheme(): void {
  effect(() => {
    const [low, high] = theme.value.heat;
    const { style } = document.documentElement;
    style.setProperty("--heat-low", `rgb(${low.join(" ")})`);
    style.setProperty("--heat-high", `rgb(${high.join(" ")})`);
  });
  theme.value = readTheme();
  const observer = new MutationObserver(() => {
    const next = readTheme();
    if (JSON.stringify(next) !== JSON.stringify(theme.value)) theme.value = next;
  });
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
  }
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", () => {
    theme.value = readTheme();
  });
}

/** Reads the theme from the computed style of the body. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const colour = (name: string, fallback: string): string =>
    style.getPropertyValue(name).trim() || fallback;
  const body = document.body.classList;
  const highContrast =
    body.contains("vscode-high-contrast") || body.contains("vscode-high-contrast-light");
  const dark = !body.contains("vscode-light") && !body.contains("vscode-high-contrast-light");
  const background = colour("--vscode-editor-background", dark ? "#1f1f1f" : "#ffffff");
  const foreground = colour("--vscode-foreground", dark ? "#cccccc" : "#3b3b3b");
  const palette = Object.fromEntries(
    paletteColours.map((name) => [name, colour(`--lens-${name}`, foreground)]),
  ) as Record<PaletteColour, string>;
  const back = toRgb(background);
  const blue = toRgb(palette.blue);
  return {
    background,
    foreground,
    dim: colour("--vscode-descriptionForeground", foreground),
    line: colour("--lens-line", "#808080"),
    grid: colour("--lens-grid", "#80808040"),
    warning: colour("--vscode-editorWarning-foreground", foreground),
    error: colour("--vscode-editorError-foreground", foreground),
    focus: colour("--vscode-focusBorder", foreground),
    font: colour("--vscode-font-family", "sans-serif"),
    palette,
    heat: highContrast
      ? [back, mix(back, blue, 0.18)]
      : [mix(back, blue, dark ? 0.1 : 0.06), mix(back, blue, dark ? 0.5 : 0.48)],
    dark,
    highContrast,
    reducedMotion:
      body.contains("vscode-reduce-motion") ||
      matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

/** A colour as `[red, green, blue]`, whatever notation the theme uses. */
export function toRgb(colour: string): readonly number[] {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return [128, 128, 128];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return Array.from(context.getImageData(0, 0, 1, 1).data.slice(0, 3));
}

function mix(from: readonly number[], to: readonly number[], share: number): readonly number[] {
  return from.map((value, k) => Math.round(value + (to[k]! - value) * share));
}
