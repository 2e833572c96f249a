import { catalogueInChinese } from "./catalogueZhTw";
import { traditionalChinese } from "./wordsZhTw";

/**
 * Every text the panel shows, in one table, so that it can be translated. Braces name what is filled in.
 */
export const english = {
  "panel.loading": "Waiting for the editor …",
  "panel.empty.title": "No loss function on show",
  "panel.empty.text":
    "Open a TypeScript or JavaScript file with a loss function and choose Simulate Optimizer above it. A function counts as a loss function if its doc comment has @simulate or its name says so (loss, cost, error, energy, …).",
  "panel.empty.example": "Open an example",
  "panel.untrusted.title": "This workspace is not trusted",
  "panel.untrusted.text":
    "Simulating runs the code of your function. In Restricted Mode nothing of the workspace is run.",
  "panel.untrusted.manage": "Manage Workspace Trust",
  "panel.reset": "The saved view of this panel could not be read and was reset.",
  "panel.stale": "The curves are from the last version that worked.",
  "panel.problem.at": "line {line}, column {column}",
  "problem.syntax": "Syntax error",
  "problem.missingImport": "An import was not found",
  "problem.unsupported": "Not supported",
  "problem.threw": "The function threw an error",
  "problem.notANumber": "The loss is not a number",
  "problem.notDeterministic": "The function is not deterministic",
  "problem.timeout": "The function took too long",
  "problem.memory": "The function used too much memory",
  "problem.ended": "The code ended its process",
  "problem.options": "The options are not valid",
  "problem.untrusted": "This workspace is not trusted",
  "problem.crashed": "The simulation process ended unexpectedly",
  "problem.internal": "An error inside Optimizer Lens",

  "header.label": "Function",
  "header.reveal": "Show {place} in the editor",
  "header.exact": "exact gradient",
  "header.exact.help": "The gradient is the derivative of your code, exact to rounding.",
  "header.numeric": "numeric gradient",
  "header.numeric.help": "The gradient is approximated by central differences. {reason}",
  "header.lock": "Lock",
  "header.unlock": "Locked",
  "header.lock.help": "Keep showing this function when the cursor moves to another one",
  "header.pause": "Pause",
  "header.resume": "Resume",
  "header.pause.help": "Stop following edits",
  "header.rerun": "Run again",
  "header.stop": "Stop",
  "header.save": "Save to code",
  "header.save.help": "Write these settings into the function's @simulate comment",
  "header.reset": "Discard changes",
  "header.reset.help": "Go back to what the code says",
  "header.export": "Export",
  "export.data": "All rows of all runs",
  "export.csv": "CSV …",
  "export.json": "JSON …",
  "export.pictures": "Pictures",
  "export.surface.png": "Surface as PNG …",
  "export.surface.svg": "Surface as SVG …",
  "export.curves.png": "Curves as PNG …",
  "export.curves.svg": "Curves as SVG …",
  "export.code": "Copy {run} as code",
  "export.pytorch": "PyTorch",
  "export.optax": "Optax",
  "export.keras": "Keras",
  "export.done": "Copied",
  "header.progress": "Running, {percent} %",
  "status.empty": "empty",
  "status.running": "running",
  "status.live": "live",
  "status.live.elapsed": "live · {time}",
  "status.paused": "paused",
  "status.stale": "outdated",
  "status.failed": "failed",
  "status.untrusted": "not trusted",

  "runs.title": "Runs",
  "runs.pending": "running",
  "runs.hidden": "hidden",
  "stop.steps": "{step} steps",
  "stop.converged": "converged at {step}",
  "stop.diverged": "diverged at {step}",
  "stop.nonFinite": "not finite at {step}",
  "stop.cancelled": "stopped at {step}",

  "runs.add": "Add run",
  "runs.add.help": "Add a run of the optimizer you choose",
  "editor.title": "Run: {label}",
  "editor.optimizer": "Optimizer",
  "editor.schedule": "Schedule",
  "editor.search": "Search optimizers",
  "editor.search.schedules": "Search schedules",
  "editor.none": "Nothing matches “{text}”.",
  "editor.label": "Name",
  "editor.line": "Line",
  "editor.line.style": "{colour}, {dash}",
  "editor.colour.blue": "blue",
  "editor.colour.orange": "orange",
  "editor.colour.purple": "purple",
  "editor.colour.green": "green",
  "editor.colour.red": "red",
  "editor.colour.yellow": "yellow",
  "editor.dash.solid": "solid",
  "editor.dash.dashed": "dashes of {lengths} pixels",
  "editor.duplicate": "Duplicate",
  "editor.remove": "Remove",
  "editor.hide": "Hide",
  "editor.show": "Show",
  "editor.earlier": "Move earlier",
  "editor.later": "Move later",
  "editor.rate": "η (lr)",
  "editor.rate.help": "learning rate: {help}",
  "editor.link": "Change {name} in every run at once",
  "editor.more": "Name, line, clipping, weight decay",
  "rate.find": "Find a rate …",
  "rate.find.help": "Try learning rates from far too small to far too large, each for a short run",
  "rate.busy": "Trying learning rates …",
  "rate.failed": "The rates could not be tried, or the run has changed meanwhile.",
  "rate.none": "No rate among them lowers the loss.",
  "rate.use": "Use η = {rate}",
  "rate.use.help": "Use η = {rate} for this run: {name}",
  "rate.steepest": "the loss falls fastest",
  "rate.lowest": "the loss ends lowest",
  "rate.stableAtStart": "stable up to here at the start",
  "rate.stableAlongPath": "stable up to here along the path",
  "rate.blowsUp": "blows up from here",
  "rate.chart": "Loss after {steps} steps against η, from {from} to {to}. {marks}",
  "rate.caption":
    "Loss after {steps} steps against η, both on log axes where possible; dotted: η now, and the loss at the start.",
  "rate.caption.schedule":
    "The run's schedule is kept: η is the rate that it multiplies or starts from, and only its first steps are tried.",
  "editor.preview": "η over the first {steps} steps, from {from} to {to}",
  "editor.preview.loss": "It depends on the loss: shown as if the loss kept falling.",
  "editor.list": "{name}, separated by commas",
  "editor.list.bad": "Write numbers separated by commas.",
  "editor.addSchedule": "Add a schedule",
  "editor.number.bad": "Must be {range}.",
  "editor.number.range": "a number between {min} and {max}",
  "editor.number.whole": "a whole number between {min} and {max}",
  "editor.combination": "Not in effect yet: {fault}.",
  "editor.list.increasing": "Write them in increasing order.",
  "editor.number.slider": "{name}, slider",
  "editor.coupling": "Couples the parameters: it needs {what}.",
  "settings.title": "Start and steps",
  "settings.start": "Start {name}",
  "settings.start.many": "Only the parameters on the axes are listed; the others keep their start.",
  "settings.steps": "Steps",
  "settings.seed": "Seed",
  "settings.noise": "Gradient noise",
  "settings.noise.help": "standard deviation of the noise added to each coordinate of the gradient",
  "settings.batch": "Batch size",
  "settings.batch.help": "samples per step; {samples} are all of them",
  "settings.tolerance": "Tolerance",
  "settings.tolerance.help":
    "stop as converged once the gradient norm falls to this; 0 never stops early",
  "settings.steps.help": "steps each run takes at most",
  "settings.seed.help": "of noise and mini-batches: the same seed gives the same run",

  "formula.title": "Step {step} · {run}",
  "formula.parameter": "Parameter of the formula",
  "formula.previous": "Previous parameter",
  "formula.next": "Next parameter",
  "formula.none": "There is no step of this run and parameter to show numbers of.",
  "formula.convention": "Convention: {convention} ({help})",
  "formula.extras": "Also in effect: {extras}",
  "findings.title": "What the runs show",
  "findings.at": "step {step}",
  "findings.span": "steps {from} to {to}",
  "findings.try.help": "Add a run with this change",
  "lesson.try": "Try this",

  "surface.title": "Surface",
  "surface.title.curve": "Loss curve",
  "surface.mode": "How the surface is shown",
  "surface.mode.map": "map",
  "surface.mode.map.help": "Heat map and isolines, from above",
  "surface.mode.relief": "3-D",
  "surface.mode.relief.help": "A relief that can be turned",
  "surface.mode.principal": "principal plane",
  "surface.mode.principal.help": "The plane of the trajectories' first two principal components",
  "surface.principal.x": "first principal component",
  "surface.principal.y": "second principal component",
  "surface.principal.share": "This plane holds {percent} % of the trajectories' spread.",
  "relief.height": "height: loss, spaced as the isolines are",
  "surface.principal.start":
    "The start is dragged on the map: this plane is fitted to the runs and would turn under the pointer.",
  "relief.help": "Drag or press the arrow keys to turn it.",
  "relief.start":
    "The start is dragged on the map: here many points lie one behind the other under the pointer.",
  "surface.empty": "The surface appears with the first result.",
  "surface.label":
    "Contours of {function} over {x} from {xFrom} to {xTo} and {y} from {yFrom} to {yTo}, with one path per run. {runs}",
  "surface.label.curve":
    "Loss of {function} as a function of {x} from {xFrom} to {xTo}, with the steps of each run. {runs}",
  "surface.run": "{label} is at {point} with loss {loss}.",
  "surface.zoomIn": "Zoom in",
  "surface.zoomOut": "Zoom out",
  "surface.reset": "Reset view",
  "surface.axis.x": "Horizontal axis",
  "surface.axis.y": "Vertical axis",
  "surface.loss": "loss",
  "surface.key.start": "start",
  "surface.key.optimum": "known optimum",
  "surface.key.step": "step {step}",
  "surface.rest": "The other parameters are held at {where}.",
  "surface.rest.start": "the start",
  "surface.rest.step": "their values at step {step} of {run}",

  "charts.title": "Curves",
  "charts.empty": "The curves appear with the first result.",
  "charts.loss": "Loss L",
  "charts.gradientNorm": "Gradient norm ‖g‖",
  "charts.learningRate": "Learning rate η",
  "charts.sigma": "Scale σ",
  "charts.effectiveRate": "Effective rate η/σ",
  "charts.stability": "Stability η·λmax(σ⁻¹H)",
  "charts.largest": "Largest curvature λmax(H)",
  "charts.condition": "Condition number |λ|max/|λ|min",
  "charts.m": "Momentum m",
  "charts.theta": "Parameter θ",
  "charts.gradient": "Gradient g",
  "charts.of": "{curve} of {parameter}",
  "charts.step": "step t",
  "charts.step.log": "step t, spaced as log(1 + t)",
  "charts.axis": "Axis of {chart}",
  "charts.axis.log": "log",
  "charts.axis.symlog": "symlog",
  "charts.axis.linear": "linear",
  "charts.axis.log.help": "Powers of ten; values of 0 and below cannot be shown",
  "charts.axis.symlog.help": "Powers of ten on both sides of 0, linear within ±{threshold}",
  "charts.axis.linear.help": "Equal distances",
  "charts.steps": "Steps",
  "charts.note.log": "{count} not above 0, which a log axis cannot show",
  "charts.note.log.one": "1 point",
  "charts.note.log.many": "{count} points",
  "charts.note.nonFinite": "{run} is not finite from step {step}",
  "charts.label": "{chart} against step {from} to {to}. {runs}",
  "charts.run": "{label}: {first} at first, {last} at last.",
  "charts.zoomIn": "Zoom into the steps around the cursor (Ctrl and wheel, or Shift and drag)",
  "charts.zoomOut": "Zoom out",
  "charts.allSteps": "All steps",
  "charts.spread": "Spread over all",
  "charts.spread.help": "Median, middle half and middle nine tenths of all parameters",
  "charts.spread.all": "all",
  "charts.spread.of": "{curve}, all parameters",
  "charts.addParameter": "Add parameter",
  "charts.searchParameters": "Search parameters",
  "charts.parameters": "Parameters shown",

  "steps.title": "Step",
  "steps.play": "Play",
  "steps.pause": "Pause",
  "steps.first": "First step",
  "steps.last": "Last step",
  "steps.back": "One step back",
  "steps.forward": "One step forward",
  "steps.speed": "Speed",
  "steps.position": "{step} / {last}",
  "steps.value": "Step {step} of {last}",

  "table.show": "View as table",
  "table.title": "Values of {run}, parameter {parameter}",
  "table.step": "Step",
  "table.copy": "Copy values",
  "table.go": "Go to step {step}",
  "announce.step": "Step {step}: {run} has loss {loss}.",
  "announce.results": "{count} runs. {runs}",

  "results.title": "End points",
  "results.table": "Table of end points",
  "results.run": "Run",
  "results.loss": "End loss",
  "results.best": "Best loss",
  "results.stop": "Ended",
  "results.within": "Close to best",
  "results.within.never": "never",
  "results.tolerance": "Close is",
  "results.tolerance.help":
    "within {share} % of the way from the start's loss to the best loss of all runs",
  "results.evaluations": "Evaluations",
  "results.point": "End point",
  "results.sort": "Sort by {column}",
  "results.copy": "Copy table",
  "results.copy.help": "Copy the table with every digit, tab-separated",

  "section.fold": "Fold {title}",
  "section.unfold": "Unfold {title}",
} as const;

export type WordKey = keyof typeof english;

/** A text for every key. */
export type Words = Readonly<Record<WordKey, string>>;

const translations: Readonly<Record<string, Words>> = { "zh-tw": traditionalChinese };

/** The host writes the language of VS Code's display into the page. */
let shown = wordsIn(typeof document === "undefined" ? "en" : document.documentElement.lang);

/** The texts in a language of VS Code's display ("zh-tw"); English where there is no translation. */
export function wordsIn(language: string): Words {
  return translations[language.toLowerCase()] ?? english;
}

/** Shows all texts in this language from now on. */
export function setLanguage(language: string): void {
  shown = wordsIn(language);
}

/** The text for `key` with `{name}` replaced by `values.name`. */
export function say(key: WordKey, values: Readonly<Record<string, string | number>> = {}): string {
  return shown[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/**
 * What an optimizer, a schedule or one of their options says of itself, in the language of the page; as it
 * is where there is no translation: a user's own optimizer speaks its author's language. Where numbers are filled in,
 * the table has `#` for each of them.
 */
export function sayOfCatalogue(text: string): string {
  if (shown !== traditionalChinese) return text;
  const numbers = text.match(/\d+/g) ?? [];
  const pattern = catalogueInChinese[text.replace(/\d+/g, "#")];
  return catalogueInChinese[text] ?? pattern?.replace(/#/g, () => numbers.shift() ?? "") ?? text;
}
