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
  best: "best {value}",
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
  sections: "What is tried",
  repeat: "Repeat",
  copyFor: "Copy for {name}",
  copyHelp: "Copy this as a Python program that {name} runs on other machines",
  seedsHelp:
    "Every run is repeated with other noise, other mini-batches and other starts. The curve of the loss then shows the median, with the middle half and the middle nine tenths of the repeats as bands, and the results have a column for it.",
  seeds: "repeats of every run",
  seedsAlike:
    "Nothing differs from repeat to repeat: there is no noise, no mini-batch and no distance between the starts.",
  sweepOf: "Sweep {label}",
  tune: "Tune all",
  tuneHelp:
    "Every run gets {budget} settings of η and of the numbers of its optimizer that are on: its own, then an even spread over the ranges of the controls. All begin at the same start.",
  budget: "settings of each run",
  repeats: "repeats of each, over seeds",
  jitter: "starts around it, standard deviation",
  rank: "Rank",
  rankedBy: "ranked by",
  run: "Run",
  asItIs: "as it is",
  runAndSetting: "run, with its best setting",
  rankAxis: "settings, best first",
  rankChart: "Scores of the settings of each run, the best first: {runs}",
  useAll: "Use the best of each",
  useBest: "Give {label} its best setting",
  told: "{runs} is best: drawing half as many settings, it would be first {share} % of the time.",
  "doubt.draws":
    "{runs} comes first, but not for sure: drawing half of the {budget} settings, it would be first only {share} % of the time. More settings tell more.",
  "doubt.budget":
    "{runs} comes first, but not for sure: {budget} settings are few for so many numbers. More settings tell more.",
  "doubt.others":
    "{runs} comes first, but not for sure: others gain so much from more settings that they may pass it. More settings tell more.",
  alike: "{runs}: equally good; nothing here tells which is best.",
  noWinner: "No setting of any run has a value.",
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
  best: "最佳 {value}",
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
  sections: "嘗試的內容",
  repeat: "重複",
  copyFor: "複製給 {name}",
  copyHelp: "複製為 Python 程式，由 {name} 在其他機器上執行",
  seedsHelp:
    "每次執行都以不同的雜訊、小批次與起點重複。損失曲線隨後顯示中位數，並以帶狀畫出重複中居中的一半與九成；結果表也會多一欄。",
  seeds: "每次執行的重複次數",
  seedsAlike: "各次重複毫無差異：沒有雜訊、沒有小批次，起點也沒有距離。",
  sweepOf: "掃描 {label}",
  tune: "全部調校",
  tuneHelp:
    "每次執行都試 {budget} 組設定，包括 η 與其最佳化器中啟用的數值：先是目前的設定，其餘均勻分布於各控制項的範圍。全部從同一起點開始。",
  budget: "每次執行的設定數",
  repeats: "每組設定以不同種子重複的次數",
  jitter: "起點在其周圍的標準差",
  rank: "名次",
  rankedBy: "排名依據",
  run: "執行",
  asItIs: "目前",
  runAndSetting: "執行與其最佳設定",
  rankAxis: "設定，由好到壞",
  rankChart: "每次執行各設定的成績，由好到壞：{runs}",
  useAll: "全部採用各自的最佳設定",
  useBest: "讓 {label} 採用其最佳設定",
  told: "{runs} 最佳：只抽一半的設定時，有 {share} % 的機會居首。",
  "doubt.draws":
    "{runs} 居首，但還不能斷定：從 {budget} 組設定中只抽一半時，只有 {share} % 的機會居首。多試幾組設定才看得出來。",
  "doubt.budget":
    "{runs} 排第一，但還不能確定：要調的數這麼多，{budget} 組設定太少了。設定越多越能分辨。",
  "doubt.others":
    "{runs} 排第一，但還不能確定：其他執行隨著設定增加進步得很快，可能會超過它。設定越多越能分辨。",
  alike: "{runs} 表現相同：這裡看不出何者最佳。",
  noWinner: "沒有任何設定得到數值。",
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
