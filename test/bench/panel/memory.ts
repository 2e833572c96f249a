import { goalRow, type GoalRow } from "../goals";
import type { BenchPanel } from "./benchPanel";
import { residentMemory, type PanelProcesses } from "./processes";

/** Times that memory is read at the start and at the end; the least counts, what is not yet collected does not. */
const readings = 5;

/** How much larger the webview's heap and process are after so many runs, in MB. */
export async function growthOfMemory(
  panel: BenchPanel,
  { webview }: PanelProcesses,
  reruns: number,
): Promise<GoalRow[]> {
  const session = await panel.workbench.page.context().newCDPSession(panel.workbench.page);
  const read = async () => {
    let heap = Infinity;
    let resident = Infinity;
    for (let reading = 0; reading < readings; reading++) {
      await session.send("HeapProfiler.collectGarbage");
      await panel.rest();
      heap = Math.min(heap, (await session.send("Runtime.getHeapUsage")).usedSize / 1e6);
      resident = Math.min(resident, residentMemory(webview));
    }
    return { heap, resident };
  };
  const rerun = async (times: number) => {
    for (let run = 0; run < times; run++) await panel.rerun();
    await panel.rest();
  };
  await panel.pause();
  await rerun(20);
  const start = await read();
  await rerun(reruns);
  const end = await read();
  await session.detach();
  const name = `memory after ${reruns.toLocaleString("en")} runs`;
  return [
    goalRow(`${name}: growth of the heap`, [end.heap - start.heap], 20, "MB"),
    goalRow(`${name}: growth of the process`, [end.resident - start.resident], 20, "MB"),
  ];
}
