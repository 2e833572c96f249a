import { type ChangedRange, type Tree, TreeFragment } from "@lezer/common";

/** The latest trees of a grammar: between two keystrokes almost all of a tree stays, and parsing takes up what changed only. */
export interface RecentTrees {
  remember(text: string, tree: Tree): void;
  /** What of a remembered tree is still true of `text`: all but the stretch between the first and last difference. */
  fragmentsOf(text: string): readonly TreeFragment[];
}

interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

const mostRemembered = 4;
const longestRemembered = 1_000_000;

export function recentTrees(): RecentTrees {
  let recent: readonly Parsed[] = [];
  return {
    remember(text, tree) {
      if (text.length > longestRemembered) return;
      const others = recent.filter((parsed) => parsed.text !== text);
      recent = [{ text, tree }, ...others].slice(0, mostRemembered);
    },
    fragmentsOf: (text) => reusableFragments(text, recent),
  };
}

function reusableFragments(text: string, recent: readonly Parsed[]): readonly TreeFragment[] {
  let best: { readonly tree: Tree; readonly change: ChangedRange } | undefined;
  let bestShared = text.length / 2;
  for (const parsed of recent) {
    const change = changeBetween(parsed.text, text);
    const shared = text.length - (change.toB - change.fromB);
    if (shared > bestShared) {
      best = { tree: parsed.tree, change };
      bestShared = shared;
    }
  }
  if (best === undefined) return [];
  return TreeFragment.applyChanges(TreeFragment.addTree(best.tree), [best.change]);
}

function changeBetween(before: string, after: string): ChangedRange {
  const shorter = Math.min(before.length, after.length);
  const from = sharedLength(shorter, (at, end) => before.slice(at, end) === after.slice(at, end));
  const { length: a } = before;
  const { length: b } = after;
  const shared = sharedLength(
    shorter - from,
    (at, end) => before.slice(a - end, a - at) === after.slice(b - end, b - at),
  );
  return { fromA: from, toA: a - shared, fromB: from, toB: b - shared };
}

/** How far two texts are the same, up to `limit`, in stretches that are halved where they differ. */
function sharedLength(limit: number, isSame: (at: number, end: number) => boolean): number {
  let at = 0;
  for (let size = 1 << 14; size >= 1; size >>= 1) {
    while (at < limit && isSame(at, Math.min(limit, at + size))) at = Math.min(limit, at + size);
  }
  return at;
}
