import type { ExportedRates, ExportedRun } from "../rows/exportRuns";
import { shown } from "./table";

/** What a run shows, a line a finding, and below it what helps; nothing where nobody asked. */
export function findingLines({ label, findings }: ExportedRun): string[] {
  if (findings === undefined) return [];
  if (findings.length === 0) return [`${label}: nothing stands out`];
  return findings.flatMap(({ severity, title, text, remedies }) => [
    `${label}: ${severity}: ${title}. ${text}`,
    ...remedies.map(
      (one) => `  does better: ${one.label} → L ${shown(one.loss)} after ${one.steps}`,
    ),
  ]);
}

/** The rate that was found for a run, and the bounds of what works; nothing where nobody asked. */
export function rateLines({ label, rates }: ExportedRun): string[] {
  if (rates === undefined) return [];
  const { offer, blowsUp, lost = "grew", stableAtStart, stableAlongPath, tried } = rates;
  const found = offer
    ? `lowest at about η = ${rate(offer.learningRate)} → L ${shown(offer.loss)} after ${offer.steps}`
    : "no rate lowers the loss";
  const bounds = [
    [failsFrom[lost], blowsUp],
    ["stable at the start below", stableAtStart],
    ["stable along the path below", stableAlongPath],
  ] as const;
  const known = bounds.flatMap(([words, bound]) =>
    bound === undefined ? [] : [`${words} ${rate(bound)}`],
  );
  return [`${label}: ${[found, ...known].join("; ")} (${tried.length} rates shown)`];
}

const failsFrom: Readonly<Record<NonNullable<ExportedRates["lost"]>, string>> = {
  grew: "blows up from",
  undefined: "the function throws or gives no number from",
};

/** A rate in four digits, as it is tried. */
function rate(value: number): string {
  return String(Number(value.toPrecision(4)));
}
