import type { Messages } from "./messagesEnglish";

/** The words of all findings in Traditional Chinese. */
export const traditionalChinese: Messages = {
  titles: {
    notFinite: "起點的值不是有限的數",
    threw: "函式在那裡失敗",
    diverging: "發散",
    divergingOutOfDomain: "離開定義域",
    divergingAtCall: "離開定義域",
    bouncing: "在山壁間來回彈跳",
    bouncingUnsettled: "彈跳不止",
    crawling: "爬行",
    plateau: "高原",
    plateauOvershot: "被拋上高原",
    saddle: "鞍點",
    localMinimum: "局部最小值",
    localMinimumNear: "局部最小值附近",
    localMinimumNearPlace: "局部最小值附近",
    burst: "暴衝",
    burstAhead: "即將暴衝",
    limitCycle: "極限環",
    sigmaOnlyGrows: "σ 只增不減",
    earlySigmaUnreliable: "初期的 σ 不可靠",
    momentumOvershoot: "動量衝過頭",
    converged: "收斂",
    noiseFloor: "雜訊底限",
    relativeThreshold: "低於 0 的相對門檻",
    descending: "仍在下降",
    nearlyThere: "就快到了",
  },
  texts: {
    notFinite:
      "起點的損失是 {loss}，因此一步也走不了。換一個起點，或換一個在這裡有定義的損失，才走得動。",
    notFiniteCall:
      "起點的損失是 {loss}，因此一步也走不了：{call} 是 {result}{place}。換一個起點，或換一個在這裡有定義的損失，才走得動。",
    threw:
      "第 {step} 步落在函式會失敗的地方：{message}{place}。請看看函式在那裡做了什麼，以及之前的步伐是一路走向那裡，還是有一步太長。",
    threwAtStart:
      "函式在起點就失敗：{message}{place}。換一個起點，或換一個在這裡有定義的損失，才走得動。",
    relativeThreshold:
      '損失低於 0（最低 {loss}），此時 plateau 的相對門檻會把略差的損失當成進步（PyTorch 也是如此），學習率可能永遠不降。請寫 thresholdMode: "abs"。',
    descending:
      "步數用完時損失還在下降：最後 {steps} 步降了 {gain}，是目前為止下降量的 {percent} %。除此之外沒有異狀。",
    nearlyThere:
      "步數在最小值附近用完：損失最後是 {loss}，依這裡的斜率與曲率還可下降 {gap}，是目前為止下降量的 {percent} %。除此之外沒有異狀。",
    slopeNotFinite:
      "起點的損失是 {loss}，但那裡的斜率不是有限的數（例如 √x 在 0 處：導數 1/(2√x) 在那裡是無限大，而 ∞ · 0 不是數），因此一步也走不了。把起點移開一點，或在根號裡加一個很小的數：Math.sqrt(x * x + y * y + 1e-12)，就走得動。",
    diverging:
      "每一步都比前一步衝得更遠：到第 {step} 步時損失已增至 {loss}。學習率相對於曲率太大。",
    divergingLater:
      "每一步都比前一步衝得更遠：到第 {step} 步時損失已增至 {loss}。學習率在起點還在極限之內；到第 {crossing} 步，η·λmax(σ⁻¹H) 已超過 {limit}：學習率相對於那裡的曲率太大。",
    divergingWithinLimit:
      "到第 {step} 步時損失已增至 {loss}，但在看過曲率的各處，η·λmax(σ⁻¹H) 都沒有超過 {limit}（最大 {stability}）：步伐跨得比腳下的曲率所能說明的更遠。步伐短一點就不會。",
    divergingOutOfDomain:
      "第 {step} 步落在損失不是有限數值的地方；最後一個有限的損失是 {loss}。步伐小一點，也許就會留在損失有定義的範圍內。",
    divergingAtCall:
      "第 {step} 步落在損失不是有限數的地方：{call} 是 {result}{place}。最後一個有限的損失是 {loss}。步伐短一點，也許就會留在損失有定義的範圍內。",
    divergingUnbounded:
      "損失無止盡地下降，到第 {step} 步已是 {loss}：這個函數往這個方向沒有最小值。換學習率也沒有用；請檢查函數本身。",
    bouncing:
      "連續 {steps} 步，梯度都與前一步的方向相反，而其範數維持在 {norm} 附近：每一步都從山谷的一側跳到另一側，而不是沿著山谷往下走。梯度並不小；是學習率對陡峭的方向而言太大。",
    bouncingWithinLimit:
      "連續 {steps} 步，梯度都與前一步的方向相反，而其範數維持在 {norm} 附近：每一步都從山谷的一側跳到另一側，而不是沿著山谷往下走。η·λmax(σ⁻¹H) 是 {stability}：低於會使步伐變大的 {limit}，但離它太近，步伐幾乎不縮小。學習率小一點就會安定下來。",
    bouncingUnsettled:
      "損失靜不下來：最後 {steps} 步裡上升了 {rises} 次，擺動的範圍是 {swing}。最低是第 {step} 步的 {best}，最後是 {loss}：這麼長的步伐一再衝過頭。",
    crawling:
      "以目前的步調，剩下的下降還需要約 {stepsNeeded} 步，而目前已走 {steps} 步：η/σ 遠低於平緩方向所能容許的大小。",
    crawlingInValley:
      "山谷的陡壁很快就走下來了，沿著平緩的谷底，剩下可下降的量（{gap}）卻縮小得很慢：走了 {steps} 步之後，照這個速度大約還要 {stepsNeeded} 步，才會小於已下降量的十億分之一。陡壁使 η/σ 對谷底來說太小。",
    crawlingStopped:
      "走了 {steps} 步之後，參數幾乎不再移動，而損失還能再下降 {gap}:η/σ 已小到走不到那裡。",
    plateau:
      "連續 {steps} 步既沒有斜率也沒有曲率（梯度範數 {norm}），但更低的損失確實存在：依梯度大小決定步伐的方法在這裡幾乎不動。",
    plateauOvershot:
      "第 {bestStep} 步時損失是 {best}；之後的步伐太長，把參數拋到平坦處，自第 {step} 步起損失是 {loss}、梯度範數是 {norm}：依梯度大小決定步伐的方法回不來。",
    plateauZero:
      "自第 {step} 步起，梯度在捨入誤差內為零（範數 {norm}），但更低的損失確實存在：沒有斜率的地方，任何靠梯度走的方法都不會動。請換一個起點，或換一個在這裡有斜率的損失函數。",
    saddle:
      "梯度幾乎為零，但這不是最小值：在梯度沒有顯示的方向上，損失向下彎曲（λ = {curvature}）。在這裡停留了 {steps} 步。",
    saddleRidge:
      "梯度幾乎為零，但這不是最小值：損失向下彎曲（λ = {curvature}）的方向上，梯度完全沒有分量，因此任何靠梯度走的方法都離不開這裡。起點偏一點，或加一點雜訊，就離得開。",
    saddlePassed:
      "有 {steps} 步（到第 {step} 步為止）被鞍點拖住：那裡的梯度很小（範數 {norm}），而損失在某個方向上向下彎（λ = {curvature}），沿著它的步伐只會一點一點變大。",
    localMinimum:
      "從這裡往任何方向都是上坡（損失 {loss}），但已知有更低的損失：{lower}。調整方法的設定不保證找得到它；換一個起點可以。",
    localMinimumPlace:
      "從這裡往任何方向都是上坡（損失 {loss}），但還有更低的損失：在 {place} 附近是 {lower}。調整方法的設定不保證找得到它；換一個起點可以。",
    localMinimumNear:
      "依這裡的斜率與曲率，幾乎沒有可再下降的（損失 {loss}，梯度範數 {norm}），但已知有更低的損失：{lower}。調整方法的設定不保證找得到它；換一個起點可以。",
    localMinimumNearPlace:
      "依這裡的斜率與曲率，幾乎沒有可再下降的（損失 {loss}，梯度範數 {norm}），但還有更低的損失：在 {place} 附近是 {lower}。調整方法的設定不保證找得到它；換一個起點可以。",
    burst:
      "在平坦處 σ 不斷縮小，直到第 {crossing} 步 η·λmax(σ⁻¹H) 超過 {limit}；從第 {first} 步起損失上看得到（共 {count} 次暴衝）。",
    burstAhead:
      "σ 已縮小到使 η·λmax(σ⁻¹H) 在第 {crossing} 步超過 {limit}，目前為 {stability}：陡峭方向的步伐從此開始增大，只是損失還看不出來。",
    limitCycle:
      "直到最後，有一個參數以每步 η = {lr} 的步伐來回，離循環的中點約 {amplitude}：無論梯度多小，m/σ 都是 ±1。只有更小的 η 才能停得更近。",
    limitCycleKink:
      "斜率在最小值處突然改變（有折角，例如 |x| 或 max），因此無論參數多靠近，梯度都不會變小：η 固定為 {lr} 時，有一個參數直到最後都在來回，離循環的中點約 {amplitude}。只有更小的 η 才能停得更近。",
    sigmaOnlyGrows:
      "σ 累加了所有出現過的梯度，已是最初的 {growth} 倍：有效學習率 η/σ 縮小到還需要約 {stepsNeeded} 步。",
    earlySigmaUnreliable:
      "最初幾步的 σ 只依據少數幾個梯度，變動了 {spread} 倍；其間損失在第 {step} 步升至 {loss}。預熱（warm-up）可以在 σ 有意義之前保持小步伐。",
    momentumOvershoot:
      "動量帶著參數衝過最小值、爬上另一側：損失最多回升了下降量的 {share} %（共 {times} 次）。",
    converged:
      "任何方向都是上坡，而且依這裡的曲率，剩下可下降的量不到已下降量的十億分之一。損失最後是 {loss}；自第 {step} 步起，與它相差不到已下降量的百萬分之一。",
    convergedNearly:
      "沒有方向向下彎，而且依這裡的斜率與曲率，剩下可下降的量不到已下降量的十億分之一。損失最後是 {loss}；自第 {step} 步起，與它相差不到已下降量的百萬分之一。",
    convergedFlat:
      "梯度是 0，曲率也是 0：往哪個方向都沒有差別。換一個起點，或換一個在這裡會變化的損失，才走得動。",
    noiseFloor:
      "步伐現在跟著梯度的雜訊走：損失停留在 {loss} 附近，高於曾經到過的 {best}。只有更小的 η 或更大的批次才能再往下。",
  },
  remedies: {
    lowerRate: "η = {lr}",
    raiseRate: "η = {lr}",
    decay: "衰減 η/(1 + {decay}·t)",
    constantRate: "固定 η = {lr}",
    scaledRates: "每個 η × {factor}",
    constantRates: "各引數固定的 η",
    warmUp: "預熱 {steps} 步",
    useAdam: "Adam,η = {lr}",
    useMomentum: "動量法,η = {lr}",
    useRmsprop: "RMSProp,η = {lr}",
    lessMomentum: "動量 {value}",
  },
  evidence: {
    loss: "損失",
    startLoss: "起點的損失",
    bestLoss: "最低的損失",
    lowerLoss: "已知的更低損失",
    gradientNorm: "梯度範數",
    largestGradientNorm: "最大的梯度範數",
    stability: "η·λmax(σ⁻¹H)",
    stabilityLimit: "此方法的穩定界限",
    largestCurvature: "λmax",
    smallestCurvature: "λmin",
    minimumRatio: "最小值比例（minimum ratio）",
    stepsNeeded: "還需要的步數",
    steps: "已走的步數",
    gap: "還能下降的損失",
    amplitude: "振幅",
    learningRate: "η",
    sigmaFirst: "最初的 σ",
    sigmaLast: "最後的 σ",
    sigmaSpread: "σ 的最大值與最小值之比",
    rebound: "回升量占下降量的比例",
    bursts: "看到的暴衝次數",
    alternations: "交替的步數",
    signalToNoise: "平均梯度與其離散程度之比",
  },
};
