import type { IntegerList } from "./lists";

/** Finds a node by its code and operands: open addressing in one flat array, linear time overall. */
export class NodeIndex {
  private slots = new Int32Array(256).fill(-1);
  private count = 0;

  constructor(
    private readonly operation: IntegerList,
    private readonly first: IntegerList,
    private readonly second: IntegerList,
    private readonly third: IntegerList,
  ) {}

  /** The node with this code and these operands, or −1. */
  find(code: number, a: number, b: number, c: number): number {
    const mask = this.slots.length - 1;
    for (let slot = hash(code, a, b, c) & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
      if (
        this.first.at(id) === a &&
        this.second.at(id) === b &&
        this.operation.at(id) === code &&
        this.third.at(id) === c
      ) {
        return id;
      }
    }
  }

  /** Remembers a node that `find` does not know. */
  add(id: number): void {
    this.count++;
    if (this.count * 2 > this.slots.length) {
      this.slots = new Int32Array(this.slots.length * 2).fill(-1);
      for (let known = 0; known < id; known++) this.place(known);
    }
    this.place(id);
  }

  private place(id: number): void {
    const mask = this.slots.length - 1;
    let slot =
      hash(this.operation.at(id), this.first.at(id), this.second.at(id), this.third.at(id)) & mask;
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = id;
  }
}

function hash(code: number, a: number, b: number, c: number): number {
  let h = Math.imul(code + 1, 0x9e3779b1) ^ a;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b) ^ b;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) ^ c;
  h = Math.imul(h ^ (h >>> 16), 0x27d4eb2f);
  return h ^ (h >>> 15);
}
