/**
 * What several optimizers or schedules say, or what is said of all, from English to Traditional Chinese; what one of them
 * alone says stands in its file.
 */
export const sharedInChinese: Readonly<Record<string, string>> = {
  // families
  "From the lecture": "課堂上的",
  PyTorch: "PyTorch",
  "Optax and Keras": "Optax 與 Keras",
  Classical: "古典",
  "From parts": "自行組合",
  Yours: "你自己的",
  Constant: "固定",
  Decay: "衰減",
  "Warm-up": "預熱",
  Cycles: "週期",
  "By the loss": "依損失而定",
  Combinations: "組合",

  // extras
  "each coordinate of the gradient is held within ±this": "梯度的每個分量限制在 ± 這個值之內",
  "the gradient is shortened to this Euclidean norm": "梯度縮短到這個歐幾里得範數",
  "λ in g ← g + λ·θ, before the update": "g ← g + λ·θ 裡的 λ，在更新之前",
  "λ in θ ← (1 − η·λ)·θ, beside the update": "θ ← (1 − η·λ)·θ 裡的 λ，在更新之外",
  "μ in g ← g + μ·(g − g of the step before)": "g ← g + μ·(g − 上一步的 g) 裡的 μ",

  // what couples the parameters
  "a norm per argument": "每個引數的範數",
  "the Hessian": "海森矩陣",
  "a line search": "線搜尋",

  // learning rates
  "step length per unit of gradient": "每單位梯度的步伐長度",
  "length of a step at σ = |m|": "σ = |m| 時一步的長度",
  "first step length to try; 1 is Newton's": "最先嘗試的步伐長度；1 就是牛頓法的步伐",
  "length of a step per length of the argument": "每單位引數長度的一步長度",
  "length of every step": "每一步的長度",

  // hyperparameters
  "share of the last movement that is kept (μ)": "保留上一次移動的比例(μ)",
  "λ in g ← g + λ·θ": "g ← g + λ·θ 裡的 λ",
  "keeps σ above 0; the lecture has none": "使 σ 大於 0；課堂的式子沒有這一項",
  "weight of the past in σ²": "過去在 σ² 裡的權重",
  "weight of the past in m": "過去在 m 裡的權重",
  "keeps σ above 0": "使 σ 大於 0",
  "divide by the largest mean square so far, corrected after": "除以過去最大的均方，之後才修正",
  "pytorch, optax: ε after the bias correction of σ; keras: before":
    "pytorch、optax:σ 修正偏差之後才加 ε;keras：修正之前",
  "look ahead along the movement": "沿移動方向前瞻",
  "λ in θ ← (1 − η·λ)·θ, beside the step": "θ ← (1 − η·λ)·θ 裡的 λ，在步伐之外",
  "σ is never below this": "σ 從不小於這個值",
  "added to σ": "加在 σ 上",

  // options of schedules
  "the lowest rate": "最低的學習率",
  "share of η at t = 0": "t = 0 時 η 的比例",
  "steps of the rise": "上升的步數",
};
