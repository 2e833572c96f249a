/** A trial for each setting of each run, on whatever cluster Ray is connected to. */
export const rayMain: readonly string[] = [
  "def search(label, run, ranges, settings):",
  "    def trial(config):",
  '        return {"value": measured(run(settings[config["setting"]]))}',
  "",
  '    space = {"setting": tune.grid_search(list(range(len(settings))))}',
  "    found = {}",
  "    for result in tune.Tuner(trial, param_space=space).fit():",
  '        found[result.config["setting"]] = result.metrics["value"]',
  "    return [found[k] for k in range(len(settings))]",
  "",
  "",
  'if __name__ == "__main__":',
  "    for label, run, ranges, settings in RUNS:",
  '        print(",".join(["run", *ranges, "value"]))',
  "        for setting, value in zip(settings, search(label, run, ranges, settings)):",
  '            print(",".join([label, *map(repr, setting.values()), repr(value)]))',
];
