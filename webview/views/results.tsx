import type { JSX } from "preact";
import { exactNumber, formatCount, formatNumber, formatPoint } from "../charts/numbers";
import { runResults } from "../store/panelData";
import { say } from "../words";
import { runFailed, stopText } from "./runStop";
import { Section } from "./section";
import { Swatch } from "./swatch";
import { endPoint } from "./endPoint";

/** Where each run ended and how well. */
export function Results(): JSX.Element {
  return (
    <Section name="results" class="resultsSection" title={say("results.title")}>
      <div class="tableScroll" tabIndex={0} role="region" aria-label={say("results.title")}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{say("results.run")}</th>
              <th scope="col" class="number">
                {say("results.loss")}
              </th>
              <th scope="col" class="number">
                {say("results.best")}
              </th>
              <th scope="col">{say("results.stop")}</th>
              <th scope="col">{say("results.point")}</th>
            </tr>
          </thead>
          <tbody>
            {runResults.value.map(({ run, series }) => (
              <tr key={run.id}>
                <th scope="row">
                  <Swatch style={run.style} /> {run.options.label}
                </th>
                <td
                  class="number"
                  data-label={say("results.loss")}
                  title={series && exactNumber(series.lastLoss)}
                >
                  {series ? formatNumber(series.lastLoss) : ""}
                </td>
                <td
                  class="number"
                  title={
                    series && `${say("results.bestStep")} ${formatCount(series.bestLoss.step)}`
                  }
                >
                  {series ? formatNumber(series.bestLoss.loss) : ""}
                </td>
                <td class={runFailed(series) ? "bad" : ""} data-label={say("results.stop")}>
                  {stopText(series)}
                </td>
                <td class="number" data-label={say("results.point")}>
                  {series ? formatPoint(endPoint(series), 7) : ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
