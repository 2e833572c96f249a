import { expect, test } from "vitest";
import { traditionalChinese } from "../../l10n/wordsZhTw";
import { fitsEverySize } from "./everySize";
import { useWorkbench } from "./useWorkbench";

// The panel in Traditional Chinese, in the sizes people have.

const code = useWorkbench({ language: "zh-tw", settings: { "editor.minimap.enabled": false } });

test("the browser's fonts have the glyphs: no two characters look alike, as the boxes in place of missing ones do", async () => {
  const letters = [
    ...new Set(
      Object.values(traditionalChinese)
        .join("")
        .match(/\p{Script=Han}/gu),
    ),
  ];
  const looks = await code.workbench.page.evaluate((all) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 32, height: 32 });
    const pen = canvas.getContext("2d")!;
    pen.font = "24px sans-serif";
    return all.map((letter) => {
      pen.clearRect(0, 0, 32, 32);
      pen.fillText(letter, 2, 26);
      return canvas.toDataURL();
    });
  }, letters);
  expect(letters.length).toBeGreaterThan(200);
  expect(new Set(looks).size).toBe(letters.length);
});

fitsEverySize(code, traditionalChinese, "zh-tw");
