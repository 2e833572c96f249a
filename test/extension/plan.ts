/** What the runner tells the suite inside the extension host, by an environment variable. */
export interface Plan {
  /** Bundled test files. */
  readonly testFiles: readonly string[];
  /** Only tests whose full name matches this regular expression run. */
  readonly grep: string;
  /** Mocha's report, as text. */
  readonly reportFile: string;
  /** Counts of passed, failed and skipped tests, as JSON. */
  readonly countsFile: string;
}

const variable = "OPTIMIZER_LENS_TEST_PLAN";

export function planEnvironment(plan: Plan): Record<string, string> {
  return { [variable]: JSON.stringify(plan) };
}

export function readPlan(): Plan {
  const text = process.env[variable];
  if (text === undefined) throw new Error(`${variable} is not set`);
  return JSON.parse(text) as Plan;
}
