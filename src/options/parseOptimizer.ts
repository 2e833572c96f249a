import { optimizerById } from "../optimizers/catalogue";
import {
  type Hyperparameter,
  type NumberHyperparameter,
  learningRate,
} from "../optimizers/hyperparameter";
import type { OptimizerDeclaration } from "../optimizers/userUpdate";
import { type Given, type Problems, collectProblems, isRecord, quoted } from "./problems";
import { readNumber } from "./readValue";
import type { OptionProblem } from "./runOptions";

const ownKeys = ["id", "label", "description", "lr", "state"];
/** Keys of a run, which a hyperparameter would hide. */
const reserved = ["optimizer", "schedule", "extras", "m", "sigma"];
const identifier = /^[A-Za-z][A-Za-z0-9_]{0,39}$/;
const most = 32;

export interface ParsedOptimizer {
  /** Absent when there is no id that can be used. */
  readonly declaration?: OptimizerDeclaration;
  readonly problems: readonly OptionProblem[];
}

/**
 * The object of `@optimizer { id: "mine", lr: 0.1, beta: 0.9 }` above a user's function.
 *
 * `id` (else the function's name), `label`, `description`, `lr` (its usual value) and `state` (initial numbers) are
 * known; every other key is a hyperparameter: a number, true or false, `{ default, min, max }`, or
 * `{ default, choices: ["a", "b"] }`.
 */
export function parseOptimizer(raw: unknown, functionName: string): ParsedOptimizer {
  const problems = collectProblems();
  const given = raw === undefined ? {} : raw;
  if (!isRecord(given)) {
    problems.error(`@optimizer takes { … }, not ${quoted(raw)}`);
    return { problems: problems.list };
  }
  const id = readId(given, functionName, problems);
  if (id === undefined) return { problems: problems.list };
  const state = readState(given, problems);
  const usual = readNumber(given.lr, { min: 1e-12, max: 1e6 }, 0.01, problems.at("lr"));
  const declaration: OptimizerDeclaration = {
    id,
    label: readText(given, "label", id, problems),
    description: readText(given, "description", `${id}, from this workspace.`, problems),
    learningRate: learningRate(usual),
    hyperparameters: readDeclarations(given, problems),
    ...(state && { state }),
  };
  return { declaration, problems: problems.list };
}

function readId(given: Given, functionName: string, problems: Problems): string | undefined {
  const id = given.id ?? functionName;
  const named = given.id === undefined ? problems : problems.at("id");
  if (typeof id !== "string" || !identifier.test(id))
    named.error(`id must be a word such as "mine", not ${quoted(id)}`);
  else if (optimizerById(id)) named.error(`"${id}" is built in: give this optimizer another id`);
  else return id;
  return undefined;
}

function readText(
  given: Given,
  name: "label" | "description",
  fallback: string,
  problems: Problems,
): string {
  const text = given[name];
  if (text === undefined) return fallback;
  if (typeof text === "string" && text.trim() !== "" && text.length <= 120) return text.trim();
  problems.at(name).error(`${name} must be a text of at most 120 characters, not ${quoted(text)}`);
  return fallback;
}

function readState(given: Given, problems: Problems): Record<string, number> | undefined {
  if (given.state === undefined) return undefined;
  const wrong = isRecord(given.state)
    ? Object.entries(given.state).find(
        ([name, value]) => !identifier.test(name) || !Number.isFinite(value),
      )
    : ["state", given.state];
  if (wrong === undefined) return { ...(given.state as Record<string, number>) };
  problems
    .at("state")
    .error(
      `state must be { name: number, … }, not ${quoted(wrong[1])}; without it, state is what the function returns, from 0`,
    );
  return undefined;
}

function readDeclarations(given: Given, problems: Problems): Record<string, Hyperparameter> {
  const names = Object.keys(given).filter((name) => !ownKeys.includes(name));
  const declarations: [string, Hyperparameter][] = [];
  for (const name of names.slice(0, most)) {
    if (!identifier.test(name) || reserved.includes(name))
      problems.at(name).error(`${quoted(name)} cannot be the name of a hyperparameter`);
    else {
      const declaration = readDeclaration(given[name], problems.at(name));
      if (declaration) declarations.push([name, declaration]);
    }
  }
  if (names.length > most)
    problems.error(`an optimizer has at most ${most} hyperparameters, not ${names.length}`);
  return Object.fromEntries(declarations);
}

function readDeclaration(value: unknown, problems: Problems): Hyperparameter | undefined {
  const help = "";
  if (typeof value === "number" && Number.isFinite(value)) return numberAround(value);
  if (typeof value === "boolean") return { default: value, help };
  if (isRecord(value)) {
    const { default: usual, min, max, choices } = value;
    if (typeof usual === "string" && isTexts(choices) && choices.includes(usual))
      return { default: usual, choices, help };
    if (isFinite(usual) && isFinite(min) && isFinite(max) && min <= usual && usual <= max)
      return { default: usual, min, max, help };
  }
  problems.error(
    `a hyperparameter is a number, true or false, { default, min, max } or { default, choices: […] }, not ${quoted(value)}`,
  );
  return undefined;
}

/** Any number is accepted; the slider covers what lies around the usual one. */
function numberAround(usual: number): NumberHyperparameter {
  const declaration = { default: usual, min: -1e12, max: 1e12, help: "" };
  if (usual > 0 && usual < 0.01)
    return { ...declaration, scale: "log", slider: [usual / 1e3, Math.min(1, usual * 1e3)] };
  if (usual >= 0 && usual <= 1) return { ...declaration, slider: [0, 1] };
  return { ...declaration, slider: usual > 0 ? [0, 10 * usual] : [10 * usual, -10 * usual] };
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
