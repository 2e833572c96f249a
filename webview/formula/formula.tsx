import { findOptimizer } from "../store/catalogue";
import type { JSX } from "preact";
import { formatCount } from "../charts/numbers";
import { formulaRows, parameterNames, runs } from "../store/panelData";
import { changeView, formulaParameter, selectedRunId, step } from "../store/view";
import { Dropdown } from "../ui/dropdown";
import { GlyphButton } from "../ui/iconButton";
import { sayOfCatalogue } from "../../l10n/catalogue";
import { say } from "../../l10n/words";
import { formulaSteps, stepNumbers } from "./formulaModel";
import { Resting } from "../parts/resting";
import { Tex } from "./tex";
import "./formula.css";

/** The selected run's update at the step cursor, in symbols and with this step's numbers. */
export function Formula(): JSX.Element {
  return <Resting name="formula">{update}</Resting>;
}

function update(): JSX.Element | null {
  const run = runs.value.find(({ id }) => id === selectedRunId.value);
  if (!run) return null;
  const { row, next, inside } = formulaRows.value;
  const current = row?.runId === run.id ? row : undefined;
  const numbers = stepNumbers(current, next, formulaParameter.value, inside);
  const shownStep = current?.step ?? step.value;
  const convention = run.options.hyperparameters["convention"];
  const help = findOptimizer(run.options.optimizer)?.hyperparameters["convention"]?.help;
  return (
    <>
      <p class="formulaTitle">
        {say("formula.title", { step: formatCount(shownStep), run: run.options.label })}
      </p>
      <div class="formula">
        {formulaSteps(run.options, numbers).map((line) => (
          <div key={line.name} class="formulaLine" data-line={line.name}>
            <Tex tex={line.symbols} />
            {line.numbers === undefined ? null : <Tex class="formulaNumbers" tex={line.numbers} />}
          </div>
        ))}
      </div>
      {numbers ? null : <p class="dim">{say("formula.none")}</p>}
      {typeof convention === "string" ? (
        <p class="dim">
          {say("formula.convention", { convention, help: sayOfCatalogue(help ?? "") })}
        </p>
      ) : null}
      {Object.keys(run.options.extras).length > 0 ? (
        <p class="dim">
          {say("formula.extras", {
            extras: Object.entries(run.options.extras)
              .map(([name, value]) => `${name} ${String(value)}`)
              .join(", "),
          })}
        </p>
      ) : null}
    </>
  );
}

/** Which parameter's formula is shown. */
export function ParameterStepper(): JSX.Element | null {
  const names = parameterNames.value;
  if (names.length < 2) return null;
  const current = formulaParameter.value;
  const go = (index: number): void =>
    changeView({ parameter: (index + names.length) % names.length });
  return (
    <>
      <GlyphButton glyph="‹" name={say("formula.previous")} onClick={() => go(current - 1)} />
      <Dropdown
        label={say("formula.parameter")}
        value={String(current)}
        choices={names.map((label, index) => ({ value: String(index), label }))}
        onChoose={(index) => go(Number(index))}
      />
      <GlyphButton glyph="›" name={say("formula.next")} onClick={() => go(current + 1)} />
    </>
  );
}
