import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { installServer } from "./installation";
import { makeOnce } from "./makeOnce";

const execute = promisify(execFile);

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium: the one that OPTIMIZER_LENS_BROWSER names, else the pinned one, which
 * comes from the npm registry and runs on 64-bit Linux.
 *
 * @throws where there is neither.
 */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env["OPTIMIZER_LENS_BROWSER"];
  if (own !== undefined) return chromium.launch({ executablePath: own, args: flags });
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      "The browser that the tests bring along runs on 64-bit Linux only. " +
        "Set OPTIMIZER_LENS_BROWSER to the path of a Chromium or Chrome.",
    );
  }
  const folder = await unpackBrowser();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: flags,
    env: await environmentFor(folder),
  });
}

/** The package holds its files compressed; it unpacks them, and the shared libraries, into TMPDIR. */
async function unpackBrowser(): Promise<string> {
  const { folder } = await installServer("oldest");
  const target = join(folder, "browser");
  await makeOnce(target, async (unfinished) => {
    const program =
      'import("@sparticuz/chromium").then((module) => module.default.executablePath())';
    await execute(process.execPath, ["--eval", program], {
      cwd: folder,
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" },
    });
    if (!existsSync(join(unfinished, "chromium"))) throw new Error("No browser was unpacked.");
  });
  // Each time: the cache may have been moved, or be a link, and without its fonts Chinese would be empty boxes.
  const configuration = fontConfiguration(await realpath(folder));
  const file = join(target, "fonts", "fonts.conf");
  const before = await readFile(file, "utf8").catch(() => "");
  if (before !== configuration) await writeFile(file, configuration);
  return target;
}

/** Fonts for Latin, Greek and mathematics, and one with the glyphs of Traditional Chinese. */
const fontFolders = [
  "dejavu-fonts-ttf/ttf",
  "@expo-google-fonts/chocolate-classical-sans/400Regular",
];

/** The machine's fonts, and the same ones everywhere for the generic families. */
function fontConfiguration(packages: string): string {
  const families = [
    ["sans-serif", "DejaVu Sans"],
    ["monospace", "DejaVu Sans Mono"],
  ];
  return [
    '<?xml version="1.0"?>',
    "<fontconfig>",
    '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>',
    ...fontFolders.map((folder) => `  <dir>${join(packages, "node_modules", folder)}</dir>`),
    ...families.map(
      ([generic, family]) =>
        `  <alias binding="same"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`,
    ),
    "</fontconfig>",
    "",
  ].join("\n");
}

/** The libraries that come along are used only where the machine lacks its own. */
async function environmentFor(folder: string): Promise<Record<string, string>> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const plain = {
    ...Object.fromEntries(inherited),
    FONTCONFIG_FILE: join(folder, "fonts", "fonts.conf"),
  };
  try {
    await execute(join(folder, "chromium"), ["--version"], { env: plain });
    return plain;
  } catch {
    return { ...plain, LD_LIBRARY_PATH: join(folder, "al2023", "lib") };
  }
}
