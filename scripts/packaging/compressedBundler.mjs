import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

/** The most that Brotli has: it is paid for once, the bytes by everyone who installs. */
const quality = constants.BROTLI_MAX_QUALITY;

/**
 * The bundler's WebAssembly, compressed as it ships: of 14 MB 2.7 are left, where the zip of a package would leave 3.8.
 * Made once a version, as that takes half a minute; returns its path.
 *
 * @param {string} root
 */
export async function compressedBundler(root) {
  const folder = join(root, "node_modules", "esbuild-wasm");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const made = join(
    root,
    "node_modules",
    ".cache",
    "optimizer-lens",
    `esbuild-${version}.${quality}.wasm.br`,
  );
  if (existsSync(made)) return made;
  const bytes = readFileSync(join(folder, "esbuild.wasm"));
  const compressed = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  mkdirSync(dirname(made), { recursive: true });
  // Others may be building at the same time: a file under that name is always whole.
  const begun = `${made}.${process.pid}`;
  writeFileSync(begun, compressed);
  renameSync(begun, made);
  return made;
}
