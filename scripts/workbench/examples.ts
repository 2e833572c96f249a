import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "./projectPaths";

/** A folder of files that may be changed at will. */
export interface ScratchFolder {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A fresh copy of the examples that the extension ships. */
export function copyOfExamples(): Promise<ScratchFolder> {
  return copyOf(join(projectFolder, "media", "examples"));
}

/** A fresh copy of any folder. */
export async function copyOf(source: string): Promise<ScratchFolder> {
  const parent = await mkdtemp(join(tmpdir(), "optimizer-lens-"));
  const folder = join(parent, "examples");
  await cp(source, folder, { recursive: true });
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}
