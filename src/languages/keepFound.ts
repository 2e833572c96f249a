import type { CommentTag, FoundFunctions, LossFunction } from "./lossFunction";
import type { TextRange } from "../text/range";

/** An edit of the document between two looks: `from`..`to` of the old text became `length` units of new text. */
export interface TextChange extends TextRange {
  readonly length: number;
}

/**
 * What to show after an edit: the functions of `current`, and, while the text has errors, those of `previous` that it
 * lost, moved along with the edits. So lenses stay where they are while a line is being typed.
 *
 * `changes` are all relative to the text that `previous` was found in and do not overlap. A function whose name was
 * wholly deleted is gone.
 */
export function keepLastGood(
  previous: FoundFunctions,
  current: FoundFunctions,
  changes: readonly TextChange[],
): FoundFunctions {
  if (!current.hasErrors || current.gaveUp !== undefined) return current;
  const ordered = [...changes].sort((a, b) => a.from - b.from);
  const kept = previous.functions.flatMap((old) => {
    const moved = moveFunction(old, ordered);
    const isFoundAgain = current.functions.some(
      ({ name, nameRange }) =>
        name === old.name || (moved !== undefined && overlap(nameRange, moved.nameRange)),
    );
    return moved === undefined || isFoundAgain ? [] : [moved];
  });
  const functions = [...current.functions, ...kept].sort(
    (a, b) => a.nameRange.from - b.nameRange.from,
  );
  return { functions, hasErrors: true };
}

function moveFunction(
  found: LossFunction,
  changes: readonly TextChange[],
): LossFunction | undefined {
  const move = (range: TextRange): TextRange => moveRange(range, changes);
  const { nameRange } = found;
  if (changes.some(({ from, to }) => from <= nameRange.from && nameRange.to <= to && from < to)) {
    return undefined;
  }
  return {
    ...found,
    range: move(found.range),
    nameRange: move(nameRange),
    functionRange: move(found.functionRange),
    parameters: found.parameters.map((one) => ({ ...one, range: move(one.range) })),
    ...(found.comment && { comment: move(found.comment) }),
    ...(found.tag && { tag: moveTag(found.tag, move) }),
  };
}

/** Texts are kept as they were: their inner offsets may be off by what was typed in them. */
function moveTag(tag: CommentTag, move: (range: TextRange) => TextRange): CommentTag {
  const { object, line } = tag;
  return {
    range: move(tag.range),
    ...(object && { object: { ...object, ...move(object) } }),
    ...(line && { line: { ...line, ...move(line) } }),
  };
}

/** Text inserted at a range's start pushes it on; text inserted at its end stays outside. */
function moveRange({ from, to }: TextRange, changes: readonly TextChange[]): TextRange {
  const moved = movePosition(from, changes, 1);
  return { from: moved, to: Math.max(moved, movePosition(to, changes, -1)) };
}

function movePosition(at: number, changes: readonly TextChange[], side: 1 | -1): number {
  let shift = 0;
  for (const { from, to, length } of changes) {
    const isBefore = side > 0 ? to <= at : to <= at && from < at;
    if (isBefore) shift += length - (to - from);
    else if (from < at) return from + shift + (side > 0 ? length : 0);
    else break;
  }
  return at + shift;
}

function overlap(a: TextRange, b: TextRange): boolean {
  return a.from < b.to && b.from < a.to;
}
