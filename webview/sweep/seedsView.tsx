import type { JSX } from "preact";
import { simulateNumbers } from "../../src/options/simulateKeys";
import { saySweep } from "../../l10n/sweepWords";
import type { SweepHost, SweepSubject } from "../parts/sweepScript";
import { LabelledNumber } from "./numberField";

/** How often each run is repeated: the repeats' losses are a band in the curve of the loss, and a column of the results. */
export function SeedsView(props: {
  readonly host: SweepHost;
  readonly subject: SweepSubject;
}): JSX.Element {
  const { host, subject } = props;
  const { seeds, jitter, noise, batchSize } = subject.settings;
  const { max } = simulateNumbers.seeds;
  const isAlike = seeds > 1 && jitter === 0 && noise === 0 && batchSize === undefined;
  return (
    <div class="sweepForm">
      <p class="dim">{saySweep("seedsHelp")}</p>
      <label>
        <LabelledNumber
          label={saySweep("seeds")}
          value={seeds}
          onChange={(typed) =>
            host.change({ seeds: Math.max(1, Math.min(max, Math.round(typed))) })
          }
        />
      </label>
      <label>
        <LabelledNumber
          label={saySweep("jitter")}
          value={jitter}
          onChange={(typed) => host.change({ jitter: Math.abs(typed) })}
        />
      </label>
      <p role="status">{isAlike ? saySweep("seedsAlike") : "\u00a0"}</p>
    </div>
  );
}
