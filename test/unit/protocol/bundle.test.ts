import { expect, test } from "vitest";
import { bundled, unbundled } from "../../../src/protocol/bundle";

test("messages of one turn are sent as one, in their order, and nothing twice", () => {
  const turns: (() => void)[] = [];
  const posted: (readonly unknown[])[] = [];
  const send = bundled(
    (bundle) => posted.push(bundle),
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

test("a message that is no bundle stands for itself", () => {
  expect(unbundled({ t: "q" })).toEqual([{ t: "q" }]);
  expect(unbundled(null)).toEqual([null]);
  expect(unbundled(["a", "b"])).toEqual(["a", "b"]);
});
