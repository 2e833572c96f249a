/** One message between the runner and the program in the interpreter: a head and numbers. */
export interface Message {
  readonly head: Readonly<Record<string, unknown>>;
  readonly data: ArrayBuffer;
}

/** Bytes before each message: the lengths of its head and of its data, as little-endian uint32. */
const preamble = 8;

/** The bytes of a message, its data copied. */
export function encodeMessage(head: object, data: ArrayBufferView | undefined): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const length = data?.byteLength ?? 0;
  const bytes = new Uint8Array(preamble + text.length + length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, text.length, true);
  view.setUint32(4, length, true);
  bytes.set(text, preamble);
  if (data) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, length), preamble + text.length);
  }
  return bytes;
}

/** Puts messages together from pieces as they come through a pipe. */
export class MessageReader {
  private pieces: Uint8Array[] = [];
  private held = 0;
  private wanted = preamble;

  constructor(private readonly onMessage: (message: Message) => void) {}

  take(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.held += piece.length;
    while (this.held >= this.wanted) {
      const bytes = this.joined();
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const headEnd = preamble + view.getUint32(0, true);
      const end = headEnd + view.getUint32(4, true);
      this.wanted = end;
      if (bytes.length < end) return;
      this.pieces = bytes.length > end ? [bytes.subarray(end)] : [];
      this.held = bytes.length - end;
      this.wanted = preamble;
      const text = new TextDecoder().decode(bytes.subarray(preamble, headEnd));
      this.onMessage({
        head: JSON.parse(text) as Message["head"],
        // A copy of its own: what is read from it lies at multiples of 8.
        data: new Uint8Array(bytes.subarray(headEnd, end)).buffer,
      });
    }
  }

  private joined(): Uint8Array {
    const [first] = this.pieces;
    if (first && this.pieces.length === 1) return first;
    const bytes = new Uint8Array(this.held);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.pieces = [bytes];
    return bytes;
  }
}
