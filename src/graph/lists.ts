/** A growing list of 32-bit integers. */
export class IntegerList {
  private data = new Int32Array(64);
  length = 0;

  at(index: number): number {
    return this.data[index]!;
  }

  set(index: number, value: number): void {
    this.data[index] = value;
  }

  /** Appends a value and returns its index. */
  push(value: number): number {
    if (this.length === this.data.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.length] = value;
    return this.length++;
  }

  /** The values, valid until the next `push`. */
  view(): Int32Array {
    return this.data.subarray(0, this.length);
  }

  copy(): Int32Array {
    return this.data.slice(0, this.length);
  }
}

/** A growing list of double-precision numbers. */
export class NumberList {
  private data = new Float64Array(64);
  length = 0;

  at(index: number): number {
    return this.data[index]!;
  }

  /** Appends a value and returns its index. */
  push(value: number): number {
    if (this.length === this.data.length) {
      const larger = new Float64Array(this.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.length] = value;
    return this.length++;
  }

  copy(): Float64Array {
    return this.data.slice(0, this.length);
  }

  /** A list of the first values. */
  first(count: number): NumberList {
    const list = new NumberList();
    list.data = this.data.slice(0, Math.max(64, count));
    list.length = count;
    return list;
  }
}
