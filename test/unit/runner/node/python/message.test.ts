import fc from "fast-check";
import { expect, test } from "vitest";
import {
  encodeMessage,
  MessageReader,
  type Message,
} from "../../../../../src/runner/node/python/message";

test("messages come through whole however the pipe cuts them up", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ word: fc.string(), numbers: fc.array(fc.double(), { maxLength: 20 }) })),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (sent, cuts) => {
        const bytes = sent.flatMap(({ word, numbers }) => [
          ...encodeMessage({ word }, Float64Array.from(numbers)),
        ]);
        const received: Message[] = [];
        const reader = new MessageReader((message) => received.push(message));
        for (let at = 0, k = 0; at < bytes.length; k++) {
          const size = cuts[k % cuts.length]!;
          reader.take(Buffer.from(bytes.slice(at, at + size)));
          at += size;
        }
        expect(
          received.map(({ head, data }) => ({
            word: head["word"],
            numbers: [...new Float64Array(data)],
          })),
        ).toEqual(sent);
      },
    ),
  );
});

test("a message without numbers", () => {
  const received: Message[] = [];
  new MessageReader((message) => received.push(message)).take(encodeMessage({ a: [1] }, undefined));
  expect(received).toEqual([{ head: { a: [1] }, data: new ArrayBuffer(0) }]);
});
