import { effect, signal } from "@preact/signals";
import { setPageProperty } from "./pageStyle";
import { cssColour, type Rgb } from "./colour";
import { mapColours, type Palette } from "./mapColours";
import { paletteColours, type PaletteColour } from "./runStyle";

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
  /** The colours of runs that are not selected, on a map. */
  readonly receded: Readonly<Record<PaletteColour, string>>;
  /** The ground of a map from low losses to high ones. */
  readonly ramp: readonly Rgb[];
  readonly dark: boolean;
  readonly highContrast: boolean;
  readonly reducedMotion: boolean;
}

/** Where a theme has no colours for charts. */
const usual: Readonly<Record<PaletteColour, string>> = {
  blue: "#4fa3ff",
  orange: "#d18616",
  purple: "#b180d7",
  green: "#89d185",
  red: "#f14c4c",
  yellow: "#cca700",
};

export const theme = signal<Theme>(readTheme());

/** Keeps `theme` current: VS Code swaps classes and variables on body and root when the theme changes. */
export function followTheme(): void {
  effect(() => {
    const { palette } = theme.value;
    // Swatches and curves have the colours of the paths.
    for (const name of paletteColours) setPageProperty(`--lens-${name}`, palette[name]);
  });
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
  const given = Object.fromEntries(
    paletteColours.map((name) => [name, toRgb(colour(`--vscode-charts-${name}`, usual[name]))]),
  ) as Palette;
  const { ramp, palette, receded } = mapColours({
    background: toRgb(background),
    palette: given,
    dark,
    highContrast,
  });
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
    palette: inCss(palette),
    receded: inCss(receded),
    ramp,
    dark,
    highContrast,
    reducedMotion:
      body.contains("vscode-reduce-motion") ||
      matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

/** A colour as `[red, green, blue]`, whatever notation the theme uses. */
function toRgb(colour: string): Rgb {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return [128, 128, 128];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red!, green!, blue!];
}

function inCss(palette: Palette): Record<PaletteColour, string> {
  return Object.fromEntries(
    paletteColours.map((name) => [name, cssColour(palette[name])]),
  ) as Record<PaletteColour, string>;
}
