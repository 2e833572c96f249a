/** A change of a text: `length` characters at `position` replaced by `text`. */
interface Edit {
  readonly position: number;
  readonly length: number;
  readonly text: string;
}

/**
 * Edits of a text, applied all at once, that remember where every character came from. Insertions at
 * one position stay in the order in which they were made. (Maps of this kind are asked for a single
 * position after an error, so nothing is encoded.)
 */
export class Edits {
  private readonly edits: Edit[] = [];
  /** Where each kept stretch starts in the result, and in the source. */
  private generated: number[] = [];
  private original: number[] = [];

  constructor(readonly source: string) {}

  insert(position: number, text: string): void {
    this.edits.push({ position, length: 0, text });
  }

  replace(start: number, end: number, text: string): void {
    this.edits.push({ position: start, length: end - start, text });
  }

  /** The edited text. */
  apply(): string {
    const ordered = this.edits.map((edit, order) => ({ edit, order }));
    ordered.sort((a, b) => a.edit.position - b.edit.position || a.order - b.order);
    this.generated = [0];
    this.original = [0];
    const parts: string[] = [];
    let length = 0;
    let position = 0;
    for (const { edit } of ordered) {
      const kept = this.source.slice(position, edit.position);
      parts.push(kept, edit.text);
      length += kept.length + edit.text.length;
      position = Math.max(position, edit.position + edit.length);
      this.generated.push(length);
      this.original.push(position);
    }
    parts.push(this.source.slice(position));
    return parts.join("");
  }

  /** The offset in the source of an offset in the edited text; inserted text counts as what follows. */
  originalOffset(offset: number): number {
    let low = 0;
    let high = this.generated.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.generated[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    const next = this.original[low + 1] ?? this.source.length;
    return Math.min(this.original[low]! + (offset - this.generated[low]!), next);
  }
}
