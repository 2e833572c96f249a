import { expect, test } from "vitest";
import { batched, unbatched } from "../../../src/protocol/batch";

test("messages of one turn are sent as one, in their order, and nothing twice", () => {
  const turns: (() => void)[] = [];
  const posted: (readonly unknown[])[] = [];
  const send = batched(
    (batch) => posted.push(batch),
    (end) => turns.push(end),
  );
  send("a");
  send("b");
  expect(posted).toEqual([]);
  turns.shift()!();
  send("c");
  turns.shift()!();
  expect(posted).toEqual([["a", "b"], ["c"]]);
  expect(turns).toEqual([]);
});

test("a message that is no batch stands for itself", () => {
  expect(unbatched({ t: "q" })).toEqual([{ t: "q" }]);
  expect(unbatched(null)).toEqual([null]);
  expect(unbatched(["a", "b"])).toEqual(["a", "b"]);
});
