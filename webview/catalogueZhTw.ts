/** What optimizers and schedules say of themselves, from English to Traditional Chinese. */
export const catalogueInChinese: Readonly<Record<string, string>> = {
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

  // optimizers
  "A step against the gradient, in proportion to it; σ is 1 everywhere.":
    "沿梯度的反方向走，步伐與梯度成正比；σ 處處為 1。",
  "The step is a fading sum of all gradients so far (heavy ball).":
    "步伐是過去所有梯度逐漸淡忘的總和（重球法）。",
  "Each parameter's rate is divided by the size of all its gradients so far.":
    "每個參數的學習率除以它過去所有梯度的大小。",
  "Each parameter's rate is divided by a running root mean square of its gradient.":
    "每個參數的學習率除以它梯度的移動均方根。",
  "RMSProp with momentum, both corrected for having started from 0.":
    "RMSProp 加上動量，兩者都修正了從 0 開始造成的偏差。",
  "Newton's method with the curvature of the last few steps.": "用最近幾步的曲率做牛頓法。",
  "Gradient descent with a falling rate, for averaging its points.":
    "學習率遞減的梯度下降，用來平均走過的點。",
  "Only the sign of the gradient counts; step sizes grow while it holds.":
    "只看梯度的正負號；符號不變時步伐變大。",
  "RMSProp whose rate is the running size of its own steps.":
    "RMSProp，學習率取自己過去步伐的大小。",
  "Gradient descent with momentum, dampening and Nesterov's look ahead.":
    "帶有動量、阻尼與 Nesterov 前瞻的梯度下降。",
  "Adam whose σ is the largest gradient so far, slowly forgotten.":
    "Adam,σ 取過去最大的梯度，慢慢淡忘。",
  "Adam with Nesterov's look ahead.": "Adam 加上 Nesterov 前瞻。",
  "Adam with weight decay beside the step instead of inside the gradient.":
    "Adam，權重衰減放在步伐之外，而不是梯度之內。",
  "RMSProp that remembers a matrix by its rows and columns, with steps relative to θ.":
    "RMSProp，只以列與行記住矩陣，步伐相對於 θ。",
  "Adam that divides by σ only once σ rests on enough gradients.":
    "Adam，等 σ 依據了足夠多的梯度才除以它。",
  "The momentum of matrices is made orthogonal; others take AdamW's step.":
    "把矩陣的動量正交化；其他參數走 AdamW 的步伐。",
  "The point that would have done best so far, with penalties.":
    "走到目前為止（加上懲罰項）表現會最好的點。",
  "AdamW with Nesterov's look ahead.": "AdamW 加上 Nesterov 前瞻。",
  "Momentum with each argument's gradient scaled to the argument's size.":
    "動量法，每個引數的梯度依引數的大小縮放。",
  "Adam whose σ never falls.": "Adam,σ 從不變小。",
  "Every parameter moves by η against the sign of its gradient.":
    "每個參數沿梯度符號的反方向走 η。",
  "Every parameter moves by η against the sign of its averaged gradient.":
    "每個參數沿平均梯度符號的反方向走 η。",
  "Adam whose σ² moves additively, so that it cannot collapse.":
    "Adam,σ² 以加減的方式變動，不會突然塌縮。",
  "Adam whose step is scaled to the size of each argument.": "Adam，步伐依每個引數的大小縮放。",
  "Adam whose σ is the size of the surprise in the gradient.": "Adam,σ 取梯度出乎意料的程度。",
  "Every parameter moves by exactly η, along the sign of a momentum.":
    "每個參數沿動量的符號剛好走 η。",
  "Adam that estimates its own rate from how far the run has come.":
    "Adam，由已經走了多遠來估計自己的學習率。",
  "Adam with a second, much longer memory beside the first.": "Adam，另外再加一個長得多的記憶。",
  "Adam that divides by the σ of the step before, and divides before it averages.":
    "Adam，除以上一步的 σ，而且先除再平均。",
  "AdamW that averages its points instead of lowering its rate.":
    "AdamW，平均走過的點，而不降低學習率。",
  "A step to the bottom of the parabola that touches the loss here.":
    "一步走到在此處與損失相切的拋物面的底部。",
  "Each direction keeps what the line search before has won.": "每個方向都保住前一次線搜尋的成果。",
  "Gradient descent that shortens each step until the loss falls enough.":
    "梯度下降，每一步縮短到損失下降得夠多為止。",
  "Newton's method with a Hessian learnt from the gradients.": "牛頓法，海森矩陣由梯度學得。",
  "Any m with any σ, the lecture's formula taken apart.": "任選 m 與 σ：把課堂上的式子拆開來。",

  // what couples the parameters
  "a line search and the last steps": "線搜尋與最近幾步",
  "row and column averages, and a norm per argument": "列與行的平均，以及每個引數的範數",
  "a matrix's singular vectors": "矩陣的奇異向量",
  "a norm per argument": "每個引數的範數",
  "one estimated rate for all parameters": "所有參數共用的一個估計學習率",
  "the Hessian": "海森矩陣",
  "a line search and the direction before": "線搜尋與前一個方向",
  "a line search": "線搜尋",
  "a line search and an n × n matrix": "線搜尋與一個 n × n 矩陣",

  // learning rates
  "step length per unit of gradient": "每單位梯度的步伐長度",
  "length of a step at σ = |m|": "σ = |m| 時一步的長度",
  "first step length to try; 1 is Newton's": "最先嘗試的步伐長度；1 就是牛頓法的步伐",
  "step length per unit of gradient at t = 0": "t = 0 時每單位梯度的步伐長度",
  "first step size of every parameter": "每個參數最初的步伐大小",
  "factor of the method's own rate": "乘在方法自己的學習率上的倍數",
  "largest step relative to the argument's size": "相對於引數大小的最大步伐",
  "length of a step along every singular vector": "沿每個奇異向量的一步長度",
  "length of a step per length of the argument": "每單位引數長度的一步長度",
  "length of every step": "每一步的長度",
  "factor of the estimated rate": "乘在估計學習率上的倍數",
  "share of the full step": "占完整一步的比例",
  "first step length to try": "最先嘗試的步伐長度",
  "first step length to try, per unit of gradient": "最先嘗試的步伐長度，每單位梯度",

  // hyperparameters
  "share of the last movement that is kept (μ)": "保留上一次移動的比例(μ)",
  "pytorch: η outside the sum; lecture, keras: each gradient keeps the η of its step":
    "pytorch:η 在總和之外；lecture、keras：每個梯度保留它那一步的 η",
  "d in η/(1 + d·t); pytorch only": "η/(1 + d·t) 裡的 d；只用於 pytorch",
  "λ in g ← g + λ·θ": "g ← g + λ·θ 裡的 λ",
  "what the sum of squares starts from; not the lecture's": "平方和的初始值；課堂的式子沒有這一項",
  "keeps σ above 0; the lecture has none": "使 σ 大於 0；課堂的式子沒有這一項",
  "lecture: root mean square; pytorch: root of the sum, ε outside; keras, optax: ε inside the root":
    "lecture：均方根；pytorch：平方和的根號，ε 在外；keras、optax:ε 在根號內",
  "weight of the past in σ²": "過去在 σ² 裡的權重",
  "divide by a running standard deviation instead": "改為除以移動標準差",
  "pytorch: σ² from 0, ε outside the root; lecture: σ from |g⁰|, no ε; keras, optax: ε inside the root, η inside the movement":
    "pytorch:σ² 從 0 開始，ε 在根號外；lecture:σ 從 |g⁰| 開始，沒有 ε;keras、optax:ε 在根號內，η 在移動量裡",
  "weight of the past in m": "過去在 m 裡的權重",
  "keeps σ above 0": "使 σ 大於 0",
  "divide by the largest mean square so far, corrected after": "除以過去最大的均方，之後才修正",
  "pytorch, optax: ε added to each |g|; keras: to the largest":
    "pytorch、optax:ε 加在每個 |g| 上；keras：加在最大者上",
  "pytorch: ε before the bias correction of σ; optax: after":
    "pytorch:σ 修正偏差之前就加 ε;optax：修正之後",
  "pytorch, optax: ε after the bias correction of σ; keras: before":
    "pytorch、optax:σ 修正偏差之後才加 ε;keras：修正之前",
  "steps whose curvature is remembered": "記住多少步的曲率",
  "no step where every |g| is at most this": "每個 |g| 都不超過這個值時就不再走",
  "no step whose promised fall is at most this": "預期的下降不超過這個值時就不走那一步",
  "none: steps of η, as PyTorch does unless asked": "none：步伐為 η,PyTorch 沒有另外指定時就是如此",
  "decay of θ and pace at which the rate falls (λ)": "θ 的衰減，也是學習率下降的快慢(λ)",
  "power with which the rate falls (α)": "學習率下降的次方(α)",
  "step from which the points are averaged": "從第幾步開始平均走過的點",
  "factor of the step after a change of sign": "符號改變之後步伐的倍數",
  "factor of the step while the sign holds": "符號不變時步伐的倍數",
  "smallest step size": "最小的步伐",
  "largest step size": "最大的步伐",
  "weight of the past in both averages": "過去在兩個平均裡的權重",
  "sets the size of the first steps": "決定最初幾步的大小",
  "share of each new gradient that is left out of the movement": "每個新梯度不計入移動的比例",
  "look ahead along the movement": "沿移動方向前瞻",
  "keras: each gradient keeps the η of its step": "keras：每個梯度保留它那一步的 η",
  "share of σ that is kept each step": "σ 每一步保留的比例",
  "how fast the momentum rises to β₁ (ψ)": "動量升到 β₁ 的快慢(ψ)",
  "pytorch1.13: counts this step's momentum twice in the correction, as that version does; optax: momentum β₁ throughout":
    "pytorch1.13：如同那個版本，在修正時把這一步的動量算兩次；optax：動量始終是 β₁",
  "λ in θ ← (1 − η·λ)·θ, beside the step": "θ ← (1 − η·λ)·θ 裡的 λ，在步伐之外",
  "the memory is 1 − (t+1)^this": "記憶是 1 − (t+1)^這個值",
  "σ is never below this": "σ 從不小於這個值",
  "size that small arguments count as": "小的引數當作這個大小",
  "steps are shortened where their size is above this": "步伐超過這個大小時就縮短",
  "weight of the past in the average (μ)": "過去在平均裡的權重(μ)",
  "look ahead along the average": "沿平均的方向前瞻",
  "Newton–Schulz steps": "Newton–Schulz 的步數",
  "least norm that is divided by": "除數的範數至少是這個值",
  "how the shape of a matrix changes the rate": "矩陣的形狀如何改變學習率",
  "−0.5 as in Adagrad, 0 a fixed rate": "−0.5 如同 Adagrad,0 為固定的學習率",
  "what the sum of squares starts from": "平方和的初始值",
  "holds small parameters at exactly 0": "使小的參數剛好停在 0",
  "slows every step": "使每一步變慢",
  "a penalty on θ², in the gradient": "對 θ² 的懲罰，放在梯度裡",
  "added to σ": "加在 σ 上",
  "added to the gradient's norm": "加在梯度的範數上",
  "optax: the largest corrected mean square; pytorch: the largest mean square, then corrected":
    "optax：修正後最大的均方；pytorch：最大的均方，再修正",
  "weight of the past in the average (β)": "過去在平均裡的權重(β)",
  "what m and σ² start from": "m 與 σ² 的初始值",
  "added to σ² each step": "每一步加在 σ² 上",
  "weight of the past in the step": "過去在步伐裡的權重",
  "weight of the past in the memory": "過去在記憶裡的權重",
  "weight of the past in the estimate; 0 for √β₂": "過去在估計裡的權重；0 表示 √β₂",
  "first estimate, too small": "最初的估計，刻意取得太小",
  "factor of every estimate": "乘在每次估計上的倍數",
  "weight of the past in the short memory": "過去在短記憶裡的權重",
  "weight of the past in the long memory": "過去在長記憶裡的權重",
  "weight of the long memory": "長記憶的權重",
  "steps over which α and β₃ rise; 0 for none": "α 與 β₃ 上升的步數；0 表示不上升",
  "hold g/σ within ±t^¼": "把 g/σ 限制在 ±t^¼ 之內",
  "how close θ is to the average instead of z": "θ 靠近平均（而非 z）的程度",
  "λ, taken at θ": "λ，在 θ 處計算",
  "steps over which the rate rises": "學習率上升的步數",
  "later points weigh (t+1)^r": "較晚的點權重為 (t+1)^r",
  "points weigh by their rate to this power": "點的權重是學習率的這個次方",
  "least λ added to the Hessian's diagonal": "加在海森矩陣對角線上的 λ 的最小值",
  "how much of the last direction is kept": "保留多少上一個方向",
  "factor of the length after a trial that failed": "嘗試失敗之後長度乘上的倍數",
  "share of the promised fall that counts as enough": "下降達到預期的多少比例才算夠",
  "trials before giving up": "嘗試幾次之後放棄",
  "how past gradients make the direction": "過去的梯度如何決定方向",
  "how past gradients make the scale": "過去的梯度如何決定尺度",
  "weight of the past in σ": "過去在 σ 裡的權重",

  // schedules
  "The same rate at every step.": "每一步都用同樣的學習率。",
  "Half a cosine wave from the rate down to etaMin, and back up after tMax.":
    "以半個餘弦波從學習率降到 etaMin，過了 tMax 再升回去。",
  "The rate is multiplied by gamma at every step.": "學習率每一步乘以 gamma。",
  "Falls like 1/√t; turns the lecture's Adagrad into the libraries'.":
    "以 1/√t 下降；把課堂的 Adagrad 變成函式庫的 Adagrad。",
  "Falls like 1/t once t passes 1/decay.": "t 超過 1/decay 之後以 1/t 下降。",
  "A straight line between two shares of the rate, then flat.":
    "在學習率的兩個比例之間走直線，之後持平。",
  "The rate is multiplied by gamma at each milestone.": "學習率在每個里程碑乘以 gamma。",
  "Falls to 0 over totalIters steps, as a power of what is left.":
    "在 totalIters 步內降到 0，依剩餘步數的次方。",
  "The rate is multiplied by gamma every stepSize steps.": "學習率每 stepSize 步乘以 gamma。",
  "A fixed share of the rate at first, then all of it.": "一開始用學習率的固定比例，之後用全部。",
  "A low rate for the first steps (0.01), then the full one (0.1).":
    "前幾步用低的學習率(0.01)，之後用完整的學習率(0.1)。",
  "Rises in a straight line, then falls like 1/√t; lr 1 is the paper's.":
    "先直線上升，再以 1/√t 下降；論文裡的 lr 是 1。",
  "Rises in a straight line, then hands over to any other schedule.":
    "先直線上升，再交給任何其他排程。",
  "A rise, a long stretch at the full rate, a fall at the end.":
    "先上升，很長一段維持完整的學習率，最後下降。",
  "Half cosine waves, each tMult times as long as the one before.":
    "一個接一個的半餘弦波，每個是前一個的 tMult 倍長。",
  "Up and down between baseLr and maxLr, again and again.": "在 baseLr 與 maxLr 之間反覆升降。",
  "One rise to maxLr, then one long fall almost to 0.": "升到 maxLr 一次，再緩緩降到幾乎為 0。",
  "The rate drops when the loss has not improved for a while.":
    "損失一段時間沒有進步時，學習率就降低。",
  "Several schedules at once: their shares of the rate are multiplied.":
    "同時使用幾個排程：把它們各自的比例相乘。",
  "Rates of your own, each up to a boundary.": "自訂的學習率，各用到一個界限為止。",
  "Several schedules one after the other, each from its milestone.":
    "幾個排程依序接替，各從自己的里程碑開始。",

  // options of schedules
  "steps of half a wave": "半個波的步數",
  "the lowest rate": "最低的學習率",
  "what the rate is multiplied by at each step": "學習率每一步乘上的倍數",
  "d: the rate is half of η at t = 1/d": "d：在 t = 1/d 時學習率是 η 的一半",
  "share of η at t = 0": "t = 0 時 η 的比例",
  "share of η from t = totalIters on": "從 t = totalIters 起 η 的比例",
  "steps the line takes": "直線的步數",
  "steps at which the rate drops": "學習率在哪些步降低",
  "what the rate is multiplied by at each milestone": "學習率在每個里程碑乘上的倍數",
  "steps until 0": "降到 0 的步數",
  "1 is a straight line": "1 就是直線",
  "steps between two drops": "兩次降低之間的步數",
  "what the rate is multiplied by at each drop": "學習率每次降低時乘上的倍數",
  "share of η at first": "一開始 η 的比例",
  "steps until η itself": "到達 η 的步數",
  "the rate at first": "一開始的學習率",
  "steps at the low rate": "低學習率的步數",
  "width of the model, d_model": "模型的寬度 d_model",
  "steps of the rise": "上升的步數",
  "what follows, counting from 0": "之後的排程，從 0 開始計步",
  "steps at the full rate": "完整學習率的步數",
  "steps of the fall": "下降的步數",
  "share of η after the fall": "下降之後 η 的比例",
  "shape of the fall": "下降的形狀",
  "steps of the first wave": "第一個波的步數",
  "each wave's length over the last": "每個波與前一個的長度比",
  "the rate at the foot of each cycle": "每個週期最低的學習率",
  "the rate at the top of the first cycle": "第一個週期最高的學習率",
  "steps up": "上升的步數",
  "steps down; 0 means as many as up": "下降的步數；0 表示與上升相同",
  "triangular: all alike; triangular2: half the height each cycle; expRange: height γ^t":
    "triangular：每個週期相同；triangular2：高度逐週期減半；expRange：高度為 γ^t",
  "γ of expRange": "expRange 的 γ",
  "the highest rate": "最高的學習率",
  "steps of the cycle": "週期的步數",
  "share of the steps that rise": "上升占步數的比例",
  "shape of rise and fall": "上升與下降的形狀",
  "maxLr over the first rate": "maxLr 與最初學習率之比",
  "the first rate over the last": "最初與最後學習率之比",
  "come back to the first rate before the fall": "下降之前先回到最初的學習率",
  "what the rate is multiplied by": "學習率乘上的倍數",
  "steps without improvement that are forgiven": "容許多少步沒有進步",
  "how much better counts as better": "好多少才算進步",
  "threshold as a share or as is": "門檻是比例還是數值本身",
  "steps after a drop during which nothing counts": "降低之後多少步之內不計",
  "the rate never drops below this": "學習率不會低於這個值",
  "a smaller drop than this is left out": "降幅小於這個值就不降",
  "the schedules, in any order": "各個排程，順序不拘",
  "steps at which the rate changes": "學習率在哪些步改變",
  "rates, one more than there are boundaries": "各段學習率，比界限多一個",
  "the schedules, in order": "各個排程，依序",
  "steps at which the next schedule takes over, one fewer than schedules":
    "下一個排程在哪些步接手，比排程少一個",
};
