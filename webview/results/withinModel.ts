import { computed } from "@preact/signals";
import { withinSteps } from "../store/panelData";
import { look } from "../store/view";

/** The chosen distance from the best loss, as a share of the way from the start to the best. */
export const withinShare = computed(() => look("withinBest"));

/** First step of each run within the chosen distance of the best loss; runs that never are, are absent. */
export const withinByRun = computed<ReadonlyMap<string, number>>(
  () => new Map(withinSteps.value.map(({ runId, step }) => [runId, step])),
);
