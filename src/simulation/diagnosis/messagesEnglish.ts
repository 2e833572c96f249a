import type { EvidenceName, FindingId, MessageKey, RemedyKey } from "./finding";

/** The words of all findings in one language; `{name}` stands for an argument. */
export interface Messages {
  /** By kind; a message that the title of its kind would not suit has its own. */
  readonly titles: Readonly<Record<FindingId, string> & Partial<Record<MessageKey, string>>>;
  readonly texts: Readonly<Record<MessageKey, string>>;
  readonly remedies: Readonly<Record<RemedyKey, string>>;
  readonly evidence: Readonly<Record<EvidenceName, string>>;
}

export const english: Messages = {
  titles: {
    notFinite: "Not finite at the start",
    threw: "The function fails there",
    diverging: "Diverging",
    divergingOutOfDomain: "Out of the domain",
    divergingAtCall: "Out of the domain",
    bouncing: "Bouncing between walls",
    bouncingUnsettled: "Bouncing without end",
    crawling: "Crawling",
    plateau: "Plateau",
    plateauOvershot: "Thrown onto a plateau",
    saddle: "Saddle point",
    localMinimum: "Local minimum",
    localMinimumNear: "Near a local minimum",
    localMinimumNearPlace: "Near a local minimum",
    burst: "Burst",
    burstAhead: "About to burst",
    limitCycle: "Limit cycle",
    sigmaOnlyGrows: "σ only grows",
    earlySigmaUnreliable: "Early σ unreliable",
    momentumOvershoot: "Momentum overshoot",
    converged: "Converged",
    noiseFloor: "Noise floor",
    relativeThreshold: "A relative threshold below 0",
    descending: "Still descending",
    nearlyThere: "Nearly there",
  },
  texts: {
    notFinite:
      "The loss is {loss} at the start, so that no step can be taken. Another start, or a loss that is defined here, helps.",
    notFiniteCall:
      "The loss is {loss} at the start, so that no step can be taken: {call} is {result}{place}. Another start, or a loss that is defined here, helps.",
    threw:
      "Step {step} landed where the function fails: {message}{place}. Look at what it does there, and at the steps before: did all of them lead there, or was one too long?",
    threwAtStart:
      "The function fails at the start: {message}{place}. Another start, or a loss that is defined here, helps.",
    relativeThreshold:
      'The loss is below 0 (down to {loss}), where plateau\'s relative threshold takes a slightly worse loss for a better one, as in PyTorch: the rate may never drop. Write thresholdMode: "abs".',
    descending:
      "The steps are used up while the loss still falls: by {gain} over the last {steps} steps, which is {percent} % of its descent so far. Nothing else stands out.",
    nearlyThere:
      "The steps are used up near a minimum: the loss ends at {loss}, and by slope and curvature here {gap} is left to gain, which is {percent} % of its descent so far. Nothing else stands out.",
    slopeNotFinite:
      "The loss is {loss} at the start, but its slope there is not a finite number (as that of √x at 0 is not: its derivative 1/(2√x) is infinite there, and ∞ · 0 is no number), so that no step can be taken. A start beside it helps, or a small number under the root: Math.sqrt(x * x + y * y + 1e-12).",
    diverging:
      "Each step overshoots by more than the one before: the loss has grown to {loss} by step {step}. The rate is too large for the curvature.",
    divergingLater:
      "Each step overshoots by more than the one before: the loss has grown to {loss} by step {step}. At the start the rate was within the limit; at step {crossing} η·λmax(σ⁻¹H) was above {limit}: the rate is too large for the curvature there.",
    divergingWithinLimit:
      "The loss has grown to {loss} by step {step}, though η·λmax(σ⁻¹H) was nowhere above {limit} where it was looked at (at most {stability}): the steps reach farther than the curvature under them tells. Shorter ones do not.",
    divergingOutOfDomain:
      "Step {step} landed where the loss is not a finite number; the last finite loss was {loss}. A shorter step may stay where the loss is defined.",
    divergingAtCall:
      "Step {step} landed where the loss is not a finite number: {call} is {result}{place}. The last finite loss was {loss}. A shorter step may stay where the loss is defined.",
    divergingUnbounded:
      "The loss falls without end, to {loss} by step {step}: the function has no minimum this way. No learning rate changes that; look at the function.",
    bouncing:
      "For {steps} steps the gradient has pointed against the one before while its norm stayed near {norm}: the steps jump from wall to wall of a valley instead of going down it. The gradient is not small; the rate is too large for the steep direction.",
    bouncingWithinLimit:
      "For {steps} steps the gradient has pointed against the one before while its norm stayed near {norm}: the steps jump from wall to wall of a valley instead of going down it. η·λmax(σ⁻¹H) is {stability}: below {limit}, from which on the steps would grow, but so near it that they hardly shrink. A smaller rate settles.",
    bouncingUnsettled:
      "The loss does not settle: in the last {steps} steps it rose {rises} times and swung over {swing}. It was lowest at step {step} ({best}) and ends at {loss}: steps of this length overshoot again and again.",
    crawling:
      "At this pace the descent that is left would take about {stepsNeeded} more steps, after {steps} taken: η/σ is far below what the flat direction would allow.",
    crawlingInValley:
      "The steep walls of a valley were soon descended, and along its flat floor the descent that is left ({gap}) shrinks so slowly that, if it goes on at this pace, it takes about {stepsNeeded} more steps, after {steps} taken, until it is below a billionth of what was gained: the walls keep η/σ too small for the floor.",
    crawlingStopped:
      "After {steps} steps the iterate hardly moves any more, though the loss could still fall by {gap}: η/σ has become too small to get there.",
    plateau:
      "For {steps} steps there was neither slope nor curvature (gradient norm {norm}), though lower losses exist: a method that steps by the gradient's size hardly moves here.",
    plateauOvershot:
      "At step {bestStep} the loss was {best}; the steps from there were so long that they threw the run onto flat ground, where since step {step} the loss is {loss} and the gradient norm {norm}: a method that steps by the gradient's size does not come back.",
    plateauZero:
      "Since step {step} the gradient has been zero to rounding (norm {norm}), though lower losses exist: where there is no slope, no method that steps by gradients moves. Another start, or a loss with a slope here, does.",
    saddle:
      "The gradient is nearly zero, but this is no minimum: the loss curves down (λ = {curvature}) in a direction that the gradient does not show. {steps} steps were spent here.",
    saddlePassed:
      "For {steps} steps, to step {step}, the run was held up near a saddle: the gradient is small there (norm {norm}) and the loss curves down (λ = {curvature}) in a direction along which the steps grow only little by little.",
    localMinimum:
      "Every direction leads up from here (loss {loss}), but a lower loss is known: {lower}. No setting of the method finds it for sure; another start does.",
    localMinimumNear:
      "By slope and curvature hardly anything is left to gain here (loss {loss}, gradient norm {norm}), but a lower loss is known: {lower}. No setting of the method finds it for sure; another start does.",
    saddleRidge:
      "The gradient is nearly zero, but this is no minimum: the loss curves down (λ = {curvature}) in a direction in which the gradient has no component at all, so no method that steps by gradients leaves. A start a little beside it, or noise, does.",
    localMinimumPlace:
      "Every direction leads up from here (loss {loss}), but a lower loss exists: {lower} near {place}. No setting of the method finds it for sure; another start does.",
    localMinimumNearPlace:
      "By slope and curvature hardly anything is left to gain here (loss {loss}, gradient norm {norm}), but a lower loss exists: {lower} near {place}. No setting of the method finds it for sure; another start does.",
    burst:
      "On flat ground σ shrank until η·λmax(σ⁻¹H) passed {limit} at step {crossing}; from step {first} on the loss shows it (bursts in all: {count}).",
    burstAhead:
      "σ has shrunk until η·λmax(σ⁻¹H) passed {limit} at step {crossing} and is now {stability}: steps along the steep direction grow from here on, though the loss does not show it yet.",
    limitCycle:
      "To the end of the run a parameter goes to and fro in steps of η = {lr} and strays about {amplitude} from the middle of its cycle: m/σ is ±1 however small the gradient is. Only a smaller η settles nearer.",
    limitCycleKink:
      "The slope jumps at the minimum (a kink, as of |x| or max), so the gradient does not shrink however near the iterate comes: at a fixed η = {lr} a parameter goes to and fro to the end of the run, about {amplitude} from the middle of its cycle. Only a smaller η settles nearer.",
    sigmaOnlyGrows:
      "σ adds up all gradients ever seen and is {growth} times what it was: the effective rate η/σ has shrunk so far that about {stepsNeeded} more steps are needed.",
    earlySigmaUnreliable:
      "In the first steps σ rests on few gradients and changed by a factor of {spread}; the loss rose to {loss} at step {step} meanwhile. Warm-up keeps steps short until σ means something.",
    momentumOvershoot:
      "Momentum carried the iterate through the minimum and up the other side: the loss climbed back by up to {share} % of the descent (times in all: {times}).",
    converged:
      "Every direction leads up, and by the curvature here less is left to gain than a billionth of the descent. The loss ends at {loss}, and has been within a millionth of the descent from there since step {step}.",
    convergedNearly:
      "No direction curves down, and by slope and curvature here less is left to gain than a billionth of the descent. The loss ends at {loss}, and has been within a millionth of the descent from there since step {step}.",
    convergedFlat:
      "The gradient is 0, and so is the curvature: no direction leads anywhere. Another start, or a loss that varies here, helps.",
    noiseFloor:
      "The steps now follow the noise in the gradient: the loss stays around {loss}, above the {best} it has touched. It falls further only with a smaller η or a larger batch.",
  },
  remedies: {
    lowerRate: "η = {lr}",
    raiseRate: "η = {lr}",
    decay: "decay η/(1 + {decay}·t)",
    constantRate: "constant η = {lr}",
    scaledRates: "every η × {factor}",
    constantRates: "constant η of each argument",
    warmUp: "warm up for {steps} steps",
    useAdam: "Adam with η = {lr}",
    useMomentum: "Momentum with η = {lr}",
    useRmsprop: "RMSProp with η = {lr}",
    lessMomentum: "momentum {value}",
  },
  evidence: {
    loss: "loss",
    startLoss: "loss at the start",
    bestLoss: "best loss",
    lowerLoss: "lower loss known",
    gradientNorm: "gradient norm",
    largestGradientNorm: "largest gradient norm",
    stability: "η·λmax(σ⁻¹H)",
    stabilityLimit: "stability limit of the method",
    largestCurvature: "λmax",
    smallestCurvature: "λmin",
    minimumRatio: "minimum ratio",
    stepsNeeded: "steps still needed",
    steps: "steps taken",
    gap: "loss left to gain",
    amplitude: "amplitude",
    learningRate: "η",
    sigmaFirst: "σ at first",
    sigmaLast: "σ at last",
    sigmaSpread: "σ, largest over smallest",
    rebound: "climb, as a share of the descent",
    bursts: "bursts seen",
    alternations: "alternating steps",
    signalToNoise: "mean gradient over its scatter",
  },
};
