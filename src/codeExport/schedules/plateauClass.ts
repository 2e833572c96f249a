import type { OptionName } from "./scheduleArguments";

/** ReduceLROnPlateau of torch 1.13 without an optimizer, for use inside other schedules and other libraries. */
export const plateauClass: readonly string[] = [
  "class Plateau:",
  '    """The rate drops when the loss has not improved for more than `patience` steps."""',
  "",
  "    def __init__(self, lr, factor, patience, threshold, threshold_mode, cooldown, min_lr, eps):",
  "        self.lr, self.factor, self.patience, self.cooldown = lr, factor, patience, cooldown",
  "        self.threshold, self.threshold_mode = threshold, threshold_mode",
  "        self.min_lr, self.eps = min_lr, eps",
  "        self.best, self.bad, self.cooling = math.inf, 0, 0",
  "        self.in_charge = False",
  "",
  "    def rate(self):",
  "        self.in_charge = True",
  "        return self.lr",
  "",
  "    def observe(self, loss):",
  "        if not self.in_charge:",
  "            return",
  "        self.in_charge = False",
  '        relative = self.threshold_mode == "rel"',
  "        target = self.best * (1 - self.threshold) if relative else self.best - self.threshold",
  "        better = loss < target",
  "        self.best = loss if better else self.best",
  "        self.bad = 0 if better or self.cooling > 0 else self.bad + 1",
  "        self.cooling = max(0, self.cooling - 1)",
  "        if self.bad > self.patience:",
  "            self.bad, self.cooling = 0, self.cooldown",
  "            lower = max(self.lr * self.factor, self.min_lr)",
  "            if self.lr - lower > self.eps:",
  "                self.lr = lower",
];

/** What it takes after the learning rate; torch's own takes the same. */
export const plateauOptions: readonly OptionName[] = [
  "factor",
  "patience",
  "threshold",
  "thresholdMode",
  "cooldown",
  "minLr",
  "eps",
];
