import type { MethodSetting, WrittenMethod } from "./writtenMethod";

/** A fading sum of gradients; with `ratesInside` each gradient keeps the η of its own step. */
export function movement(
  { rateMayBeZero }: MethodSetting,
  name: string,
  ratesInside: boolean,
  intake: string,
): Pick<WrittenMethod, "step" | "change" | "after"> {
  if (!ratesInside)
    return { step: [`${name} = momentum * ${name} + ${intake}`], change: `rate * ${name}` };
  const carried = rateMayBeZero ? "(last_rate / rate if rate > 0 else 1.0)" : "(last_rate / rate)";
  return {
    step: [
      "if t == 0:",
      "    last_rate = rate",
      `${name} = momentum * ${carried} * ${name} + ${intake}`,
    ],
    change: `rate * ${name}`,
    after: ["last_rate = rate"],
  };
}
