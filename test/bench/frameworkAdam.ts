import { spawnSync } from "node:child_process";
import { pythonWith } from "../contract/codeExport/codeExportPython";

/** Nanoseconds a step of Adam on Rosenbrock with TensorFlow.js on its fastest plain backend; undefined without it. */
export async function tensorflowAdam(steps: number): Promise<number | undefined> {
  const tf = await import("@tensorflow/tfjs").catch(() => undefined);
  if (!tf) return undefined;
  await tf.setBackend("cpu");
  await tf.ready();
  const x = tf.variable(tf.scalar(-1.2));
  const y = tf.variable(tf.scalar(1));
  const optimizer = tf.train.adam(0.001);
  const loss = () => {
    const valley = tf.sub(1, x).square();
    const bend = tf.sub(y, x.square()).square();
    return valley.add(bend.mul(100)).asScalar();
  };
  const run = (count: number) => {
    for (let t = 0; t < count; t++) optimizer.minimize(loss);
  };
  run(200);
  const before = performance.now();
  run(steps);
  return ((performance.now() - before) * 1e6) / steps;
}

const torchProgram = `
import time, torch
torch.set_num_threads(1)
p = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
o = torch.optim.Adam([p], lr=0.001)
def run(steps):
    for _ in range(steps):
        o.zero_grad()
        loss = (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2
        loss.backward()
        o.step()
run(200)
before = time.perf_counter()
run(STEPS)
print((time.perf_counter() - before) * 1e9 / STEPS)
`;

/** The same with PyTorch in double precision; undefined where no interpreter has it. */
export function torchAdam(steps: number): number | undefined {
  const python = pythonWith(["torch"]);
  if (python === undefined) return undefined;
  const program = torchProgram.replaceAll("STEPS", String(steps));
  const { status, stdout } = spawnSync(python, ["-c", program], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${python} has torch, and Adam fails there`);
  return Number(stdout);
}
