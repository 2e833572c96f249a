import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Texts } from "./source";
import { UsageError } from "./usageError";

/** The files as they are on disk. */
export const diskTexts: Texts = {
  read(file) {
    const name = relative(process.cwd(), file) || file;
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new UsageError(
        code === "ENOENT" ? `there is no file ${name}` : `${name} cannot be read (${code ?? ""})`,
      );
    }
  },
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name),
};
