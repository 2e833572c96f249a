import * as vscode from "vscode";

/** The extension's settings, each within its range. */
export interface Settings {
  readonly codeLensEnabled: boolean;
  readonly functionNames: readonly string[];
  readonly steps: number;
  readonly liveDelay: number;
  /** Seconds. */
  readonly timeLimit: number;
  /** MiB. */
  readonly memoryLimit: number;
}

export const section = "optimizerLens";

interface NumberSetting {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

const numbers = {
  steps: { min: 1, max: 1_000_000, fallback: 1000 },
  liveDelay: { min: 0, max: 5000, fallback: 150 },
  timeLimit: { min: 0.1, max: 600, fallback: 2 },
  memoryLimit: { min: 128, max: 16_384, fallback: 1024 },
} as const satisfies Record<string, NumberSetting>;

/**
 * Reads the settings for a document. A value of the wrong type or out of range gives the default and one call of
 * `warn` with its name.
 */
export function readSettings(
  scope: vscode.ConfigurationScope | undefined,
  warn: (message: string, setting: string) => void,
): Settings {
  const configuration = vscode.workspace.getConfiguration(section, scope);
  const number = (name: keyof typeof numbers): number => {
    const { min, max, fallback } = numbers[name];
    const value = configuration.get<unknown>(name);
    if (typeof value === "number" && value >= min && value <= max) return value;
    warn(
      vscode.l10n.t(
        "The setting {0} must be a number from {1} to {2}; {3} is used instead.",
        `${section}.${name}`,
        min,
        max,
        fallback,
      ),
      `${section}.${name}`,
    );
    return fallback;
  };
  const names = configuration.get<unknown>("functionNames");
  const validNames = Array.isArray(names)
    ? names.filter((name): name is string => typeof name === "string" && /^[A-Za-z]\w*$/.test(name))
    : [];
  if (!Array.isArray(names) || validNames.length < names.length) {
    warn(
      vscode.l10n.t(
        "The setting {0} must be a list of words; what is not a word was left out.",
        `${section}.functionNames`,
      ),
      `${section}.functionNames`,
    );
  }
  const codeLensEnabled = configuration.get<unknown>("codeLens.enabled");
  if (typeof codeLensEnabled !== "boolean") {
    const name = `${section}.codeLens.enabled`;
    warn(vscode.l10n.t("The setting {0} must be true or false.", name), name);
  }
  return {
    codeLensEnabled: codeLensEnabled !== false,
    functionNames: validNames,
    steps: Math.round(number("steps")),
    liveDelay: number("liveDelay"),
    timeLimit: number("timeLimit"),
    memoryLimit: number("memoryLimit"),
  };
}
