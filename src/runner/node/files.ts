import { readFileSync, realpathSync, statSync } from "node:fs";
import type { FileAccess } from "../../languages/platform";

/** Files larger than this are not source code. */
const largestFile = 64 * 2 ** 20;

/** The files of this machine. */
export const localFiles: FileAccess = {
  readSource(path) {
    try {
      const { size } = statSync(path);
      return size > largestFile ? undefined : decode(readFileSync(path));
    } catch {
      return undefined;
    }
  },
  realPath(path) {
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  },
};

/** UTF-8, or UTF-16 where the file says so; without a byte order mark. */
function decode(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = isUtf16 ? bytes.toString("utf16le") : bytes.toString("utf8");
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}
