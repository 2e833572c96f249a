import { expect, test } from "vitest";
import { freshView, readSavedView } from "../../../../webview/store/savedView";

test("nothing saved is a fresh view and no fault", () => {
  expect(readSavedView(undefined)).toEqual({ view: freshView, corrupt: false });
});

test("a saved view comes back as it was, through JSON", () => {
  const view = {
    ...freshView,
    step: 716,
    axes: [3, 1] as [number, number],
    axisModes: { loss: "symlog" as const },
    surfaceWindow: { x: [-1, 1] as [number, number], y: [0, 2] as [number, number] },
  };
  const saved: unknown = JSON.parse(
    JSON.stringify({ version: 1, view, restore: { uri: "file:///a" } }),
  );
  expect(readSavedView(saved)).toEqual({ view, corrupt: false });
});

test.each([
  ["text", "garbage"],
  ["an empty object", {}],
  ["another version", { view: { ...freshView, version: 2 } }],
  ["a negative step", { view: { ...freshView, step: -1 } }],
  ["a window from high to low", { view: { ...freshView, stepWindow: [5, 1] } }],
  ["an unknown axis mode", { view: { ...freshView, axisModes: { loss: "cubic" } } }],
  ["a window that is not finite", { view: { ...freshView, stepWindow: [0, null] } }],
])("%s is reset, and said to be", (_, saved) => {
  expect(readSavedView(saved)).toEqual({ view: freshView, corrupt: true });
});
