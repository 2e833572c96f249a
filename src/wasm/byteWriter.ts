/** Bytes of a WebAssembly module under construction. */
export class ByteWriter {
  private data = new Uint8Array(256);
  private numbers = new DataView(this.data.buffer);
  length = 0;

  byte(value: number): this {
    this.reserve(1);
    this.data[this.length++] = value;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.reserve(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
    return this;
  }

  /** An unsigned integer below 2^32, LEB128. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest >= 128) {
      this.byte((rest & 127) | 128);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** A signed 32-bit integer, LEB128. */
  signed(value: number): this {
    let rest = value | 0;
    for (;;) {
      const low = rest & 127;
      rest >>= 7;
      if ((rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0)) {
        return this.byte(low);
      }
      this.byte(low | 128);
    }
  }

  /** The eight bytes of a double. */
  double(value: number): this {
    this.reserve(8);
    this.numbers.setFloat64(this.length, value, true);
    this.length += 8;
    return this;
  }

  /** A length and that many bytes of ASCII. */
  name(text: string): this {
    return this.unsigned(text.length).bytes(Array.from(text, (letter) => letter.charCodeAt(0)));
  }

  /** A section or body: its length in bytes, then its bytes. */
  sized(content: ByteWriter): this {
    return this.unsigned(content.length).bytes(content.view());
  }

  view(): Uint8Array {
    return this.data.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.data.length) return;
    const larger = new Uint8Array(Math.max(this.data.length * 2, this.length + count));
    larger.set(this.view());
    this.data = larger;
    this.numbers = new DataView(larger.buffer);
  }
}
