import { expect, test } from "vitest";
import { svgPen } from "../../../../webview/charts/svgPen";

test("strokes become paths with the pen's style, and saved styles come back", () => {
  const { pen, text } = svgPen(100, 50, "#fff");
  pen.save();
  pen.strokeStyle = "red";
  pen.lineWidth = 2;
  pen.setLineDash([5, 3]);
  pen.beginPath();
  pen.moveTo(1, 2);
  pen.lineTo(3.14159, 4);
  pen.stroke();
  pen.restore();
  pen.strokeRect(0, 0, 10, 10);
  const svg = text();
  expect(svg).toContain('<path d="M1 2L3.14 4" fill="none" stroke="red" stroke-width="2"');
  expect(svg).toContain('stroke-dasharray="5 3"');
  expect(svg).toMatch(/d="M0 0h10v10h-10z" fill="none" stroke="#000" stroke-width="1"/);
});

test("clips are defined once and named by what they clip", () => {
  const { pen, text } = svgPen(10, 10, "#fff");
  pen.save();
  pen.beginPath();
  pen.rect(1, 1, 5, 5);
  pen.clip();
  pen.fillRect(0, 0, 10, 10);
  pen.restore();
  pen.fillRect(2, 2, 1, 1);
  const svg = text();
  expect(svg).toContain('<clipPath id="clip0"><path d="M1 1h5v5h-5z"/></clipPath>');
  expect(svg.match(/clip-path="url\(#clip0\)"/g)).toHaveLength(1);
});

test("text of the user's is text, never markup", () => {
  const { pen, text } = svgPen(10, 10, "#fff");
  pen.fillText('<img src=x onerror="alert(1)">&', 1, 1);
  const svg = text();
  expect(svg).not.toContain("<img");
  expect(svg).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;");
});
