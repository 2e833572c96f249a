/**
 * The names that `word` may have been meant for, best first: fewest edits (insert, delete, replace, swap neighbours),
 * case ignored. At most `count`, and none that is more than half another word.
 */
export function nearestNames(word: string, names: readonly string[], count = 3): string[] {
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(word, name) }))
    .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  const best = ranked[0]?.distance ?? 0;
  const most = Math.min(best === 0 ? 0 : best + 1, Math.max(1, Math.min(3, word.length >> 1)));
  return ranked
    .filter(({ distance }) => distance <= most)
    .slice(0, count)
    .map(({ name }) => name);
}

/**
 * "did you mean adam, adamw or adamax?", or all names where none is near: "there are gd, momentum and adam". Each name is
 * written after `prefix`.
 */
export function suggestion(word: string, names: readonly string[], prefix = ""): string {
  const written = (some: readonly string[]) => some.map((name) => prefix + name);
  const nearest = nearestNames(word, names);
  if (nearest.length > 0) return `did you mean ${inWords(written(nearest), "or")}?`;
  return names.length > 0
    ? `there ${names.length === 1 ? "is" : "are"} ${inWords(written(names), "and")}`
    : "";
}

/** "a", "a or b", "a, b or c". */
export function inWords(names: readonly string[], word: "and" | "or"): string {
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} ${word} ${last}` : last;
}

/**
 * Edits between a word and a name, case ignored. A beginning is 1 edit away from the whole, so that "cos" finds
 * "cosineRestarts" and "epsilon" finds "eps", and so are initials: "learningRate" finds "lr".
 */
function distanceOf(word: string, name: string): number {
  const [lowWord, lowName] = [word.toLowerCase(), name.toLowerCase()];
  const edits = editDistance(lowWord.slice(0, 60), lowName);
  const begins =
    (word.length >= 3 && lowName.startsWith(lowWord)) ||
    (name.length >= 3 && lowWord.startsWith(lowName));
  return begins || initialsOf(word) === lowName ? Math.min(edits, 1) : edits;
}

/** "lr" for "learningRate" and "learning_rate"; nothing for a single word. */
function initialsOf(word: string): string | undefined {
  const parts = word.split(/[_\s-]+|(?<=[a-z])(?=[A-Z])/).filter((part) => part !== "");
  return parts.length > 1 ? parts.map((part) => part[0]!.toLowerCase()).join("") : undefined;
}

/** Optimal string alignment distance. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
