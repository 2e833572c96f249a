import {
  type Shape,
  exactListShape,
  listShape,
  numberShape,
  objectShape,
  unknownShape,
} from "../../parameters/shape";

const numbers = /^(?:float|int|complex|Number|Real|np\.floating|np\.number|np\.float(?:32|64))$/;
const arrays =
  /^(?:(?:np|numpy|npt|jnp|jax|torch|numpy\.typing|jaxtyping)\.)?(?:ndarray|NDArray|ArrayLike|Array)$/;
const lists =
  /^(?:typing\.|collections\.abc\.)?(?:list|List|Sequence|Iterable|MutableSequence|Collection)$/;
const tuples = /^(?:typing\.)?(?:tuple|Tuple)$/;
const dictionaries = /^(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping)$/;
const wrappers = /^(?:typing\.)?(?:Optional|Final|Annotated|Union)$/;

/** The shape that a Python annotation declares: `float`, `list[float]`, `Tuple[float, float]`, `np.ndarray`. */
export function annotationShape(annotation: string): Shape {
  const [first = "", ...others] = split(annotation.replace(/^(?::|->)/, "").trim(), "|");
  const written = first === "None" && others.length > 0 ? others[0]! : first;
  const [, head = "", inner] = /^["']?([\w.]+)\s*(?:\[([\s\S]*)\])?["']?$/.exec(written) ?? [];
  const parts = inner === undefined ? [] : split(inner, ",");
  if (numbers.test(head)) return numberShape;
  if (arrays.test(head)) return listShape();
  if (lists.test(head))
    return listShape(parts[0] === undefined ? unknownShape : annotationShape(parts[0]));
  if (tuples.test(head)) return tupleShape(parts);
  if (dictionaries.test(head)) return objectShape([]);
  if (wrappers.test(head) && parts[0] !== undefined) return annotationShape(parts[0]);
  if (/^(?:str|bool|bytes|Callable|typing\.Callable)$/.test(head)) {
    return { kind: "other", description: head === "str" ? "a text" : head };
  }
  return unknownShape;
}

function tupleShape(parts: readonly string[]): Shape {
  if (parts.length === 0) return listShape();
  if (parts.at(-1) === "...") return listShape(annotationShape(parts[0]!));
  return exactListShape(parts.map(annotationShape));
}

/** The parts between separators that are in no bracket. */
function split(written: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < written.length; at++) {
    const char = written[at]!;
    if (char === "[" || char === "(") depth++;
    else if (char === "]" || char === ")") depth--;
    else if (char === separator && depth === 0) {
      parts.push(written.slice(from, at).trim());
      from = at + 1;
    }
  }
  return [...parts, written.slice(from).trim()];
}
