import type { OptimizerCatalogue } from "../optimizers/catalogue";
import { nameOf, type Cursor } from "./cursor";
import { optimizerSettings } from "./optimizerSettings";
import type { Allowed, Setting, Surroundings } from "./setting";
import { simulateSettings } from "./simulateSettings";

/** The settings that the object around the cursor may have; none in a list. */
export function settingsHere(
  cursor: Cursor,
  catalogue: OptimizerCatalogue,
  surroundings: Surroundings,
): readonly Setting[] {
  return follow(cursor, catalogue, surroundings).settings;
}

/** What may stand as the value at the cursor. */
export function valuesHere(
  cursor: Cursor,
  catalogue: OptimizerCatalogue,
  surroundings: Surroundings,
): readonly Allowed[] {
  const { settings, items } = follow(cursor, catalogue, surroundings);
  if (cursor.levels.at(-1)!.container.kind === "list") return items;
  const name = cursor.entry?.key && nameOf(cursor.entry.key);
  return settings.find((one) => one.name === name)?.allowed ?? [];
}

interface Followed {
  /** Of an object. */
  readonly settings: readonly Setting[];
  /** Of a list. */
  readonly items: readonly Allowed[];
}

/** From the root to the cursor, level by level, what is allowed there. */
function follow(
  cursor: Cursor,
  catalogue: OptimizerCatalogue,
  surroundings: Surroundings,
): Followed {
  const [, ...inner] = cursor.levels;
  let here: Followed = {
    settings:
      cursor.tag === "@simulate"
        ? simulateSettings(cursor, catalogue, surroundings)
        : optimizerSettings(),
    items: [],
  };
  for (const { key, container } of inner) {
    const allowed =
      key === undefined
        ? here.items
        : (here.settings.find(({ name }) => name === key)?.allowed ?? []);
    here = {
      settings: allowed.flatMap((one) =>
        one.kind === "object" && container.kind === "object" ? one.settings(container) : [],
      ),
      items: allowed.flatMap((one) =>
        one.kind === "list" && container.kind === "list" ? one.items : [],
      ),
    };
  }
  return here;
}
