import { isEqual } from "../../../tracing/identity";
import { isTraced } from "../../../tracing/traced";
import type { Intrinsics } from "./realm";

/** Maps and sets that have had a traced key. */
const withTraced = new WeakSet();

/** `Map` and `Set` for lifted code: traced keys that are one number are one key. */
export function createTracedCollections({
  Map: RealMap,
  Set: RealSet,
}: Intrinsics): Record<string, unknown> {
  class TracedMap extends RealMap<unknown, unknown> {
    override get(key: unknown): unknown {
      return super.get(known(this, super.keys(), key));
    }

    override has(key: unknown): boolean {
      return super.has(known(this, super.keys(), key));
    }

    override set(key: unknown, value: unknown): this {
      const own = known(this, super.keys(), key);
      if (isTraced(own)) withTraced.add(this);
      return super.set(own, value);
    }

    override delete(key: unknown): boolean {
      return super.delete(known(this, super.keys(), key));
    }
  }

  class TracedSet extends RealSet<unknown> {
    override has(value: unknown): boolean {
      return super.has(known(this, super.keys(), value));
    }

    override add(value: unknown): this {
      const own = known(this, super.keys(), value);
      if (isTraced(own)) withTraced.add(this);
      return super.add(own);
    }

    override delete(value: unknown): boolean {
      return super.delete(known(this, super.keys(), value));
    }
  }

  Object.defineProperty(TracedMap, "name", { value: "Map" });
  Object.defineProperty(TracedSet, "name", { value: "Set" });
  return { Map: TracedMap, Set: TracedSet };
}

/** The key of a collection that is the same number under another node, else the key itself. */
function known(collection: object, keys: Iterable<unknown>, key: unknown): unknown {
  const mayDiffer = isTraced(key) || (typeof key === "number" && withTraced.has(collection));
  if (!mayDiffer) return key;
  for (const other of keys) {
    const isPair = isTraced(other) || (isTraced(key) && typeof other === "number");
    if (isPair && isEqual(other, key)) return other;
  }
  return key;
}
