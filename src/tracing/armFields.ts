import { convertsStores } from "./objects";
import { isTraced } from "./traced";

/** A property that an arm may assign: its object and its key. */
export type Field = readonly [object: unknown, key: unknown];

/** What two arms did does not come to one: only the one that is taken may be run. */
export class Unmergeable extends Error {
  override readonly name = "Unmergeable";
}

/** Properties that are not there before the arms, and so have to go again when an arm is undone. */
export interface NewFields {
  /** Takes them away. */
  remove(): void;
  /** Which are there, and in which order. */
  shape(): string;
  /** Takes away those that were not there when their shape was taken. */
  restore(shape: string): void;
}

interface NewField {
  readonly object: object;
  readonly key: string | symbol;
  readonly length: number | undefined;
}

/**
 * The new ones among the properties that arms assign. Throws `Unmergeable` where storing does or may do
 * more than to set a value of the object's own: accessors, lengths of lists, inherited properties.
 */
export function newFields(fields: readonly Field[]): NewFields {
  const added = fields.flatMap(([object, key]) => newField(object, key) ?? []);
  const has = ({ object, key }: NewField): boolean => Object.hasOwn(object, key);

  function take({ object, key, length }: NewField): void {
    Reflect.deleteProperty(object, key);
    if (length !== undefined) (object as unknown[]).length = length;
  }

  return {
    // From the last on, so that lengths come back to what they were.
    remove: () => [...added].reverse().forEach(take),
    shape: () =>
      added
        .map((field) => {
          const sign = has(field) ? "+" : "-";
          const isList = Array.isArray(field.object);
          if (isList) return `${sign}${field.object.length}`;
          return has(field) ? `+${Reflect.ownKeys(field.object).indexOf(field.key)}` : "-";
        })
        .join(),
    restore(shape) {
      const parts = shape.split(",");
      for (const [index, field] of added.entries()) {
        const part = parts[index]!;
        if (part.startsWith("-")) Reflect.deleteProperty(field.object, field.key);
        // A list is as long as it was then: to store and delete leaves it longer.
        if (Array.isArray(field.object)) field.object.length = Number(part.slice(1));
      }
    },
  };
}

function newField(object: unknown, key: unknown): NewField | undefined {
  const isObject = (typeof object === "object" && object !== null) || typeof object === "function";
  if (!isObject || isTraced(object) || isTraced(key)) throw new Unmergeable();
  const name = typeof key === "symbol" ? key : String(key);
  const own = Object.getOwnPropertyDescriptor(object, name);
  const isList = Array.isArray(object);
  if (own !== undefined) {
    if (own.writable !== true || (isList && name === "length")) throw new Unmergeable();
    return undefined;
  }
  const isTyped = ArrayBuffer.isView(object) || convertsStores(object);
  if (isTyped || name in object || !Object.isExtensible(object)) throw new Unmergeable();
  return { object, key: name, length: isList ? object.length : undefined };
}
