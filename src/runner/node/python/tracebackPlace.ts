/**
 * The innermost line outside libraries and our own program in what Python's fault handler wrote, most recent call first:
 * `File "loss.py", line 3 in loss`.
 */
export function lastPlace(written: string): { file: string; line: number } | undefined {
  const [, current] = /Current thread[^\n]*\n([\s\S]*)/.exec(written) ?? [];
  for (const [, file, line] of (current ?? "").matchAll(/^ {2}File "([^"]+)", line (\d+)/gm)) {
    if (
      !/[\\/](?:site-packages|dist-packages|lib[\\/]python[\d.]+|optimizer_lens)[\\/]|^</.test(
        file!,
      )
    ) {
      return { file: file!, line: Number(line) };
    }
  }
  return undefined;
}
