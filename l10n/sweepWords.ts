/** The texts of the section of sweeps, which has a script of its own. */
const english = {
  x: "across",
  y: "up",
  none: "nothing",
  from: "{name} from",
  to: "{name} to",
  measure: "shown",
  end: "loss at the end",
  lowest: "lowest loss",
  steps: "steps to a loss of",
  target: "loss to reach",
  chart: "{measure} over {axes}. Arrow keys move from cell to cell, Enter shows the cell’s run.",
  diverged: "diverged",
  unreached: "never reached",
  present: "present setting",
  boundary: "stable by curvature at the start",
  progress: "{done} of {count} runs",
  slow: "{done} of {count} runs, one by one: they cannot be compiled together",
  cell: "{place}: {value}",
  divergedAt: "diverged at step {step}",
  never: "never reached it",
  use: "Use",
  back: "Back",
  shown: "The panel shows this cell’s run.",
  cancel: "Cancel",
  resume: "Go on",
  fault: "{name} must lie between {min} and {max}",
} as const;

export type SweepWord = keyof typeof english;

const traditionalChinese: Readonly<Record<SweepWord, string>> = {
  x: "橫軸",
  y: "縱軸",
  none: "無",
  from: "{name} 從",
  to: "{name} 到",
  measure: "顯示",
  end: "結束時的損失",
  lowest: "最低損失",
  steps: "達到此損失的步數",
  target: "要達到的損失",
  chart: "{axes} 上的{measure}。方向鍵逐格移動，Enter 顯示該格的執行。",
  diverged: "發散",
  unreached: "未達到",
  present: "目前設定",
  boundary: "依起點曲率的穩定界線",
  progress: "{count} 次執行中的 {done} 次",
  slow: "{count} 次執行中的 {done} 次，逐一進行：無法一起編譯",
  cell: "{place}：{value}",
  divergedAt: "在第 {step} 步發散",
  never: "從未達到",
  use: "採用",
  back: "返回",
  shown: "面板正顯示此格的執行。",
  cancel: "取消",
  resume: "繼續",
  fault: "{name} 必須介於 {min} 與 {max} 之間",
};

/** All texts in both languages, for who checks them. */
export const sweepTexts = { english, traditionalChinese };

/** The text for `word` in the language of the page, with `{name}` replaced by `values.name`. */
export function saySweep(
  word: SweepWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const { lang } = document.documentElement;
  const shown = lang.toLowerCase() === "zh-tw" ? traditionalChinese : english;
  return shown[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
