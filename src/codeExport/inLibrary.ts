import type { CodeLibrary } from "./codeContext";

/** Where a library has the functions of arrays, and those that it calls by another name. */
const modules: Readonly<
  Record<CodeLibrary, { readonly module: string; readonly names: Readonly<Record<string, string>> }>
> = {
  pytorch: {
    module: "torch",
    names: {
      as_array: "as_tensor",
      concatenate: "cat",
      eigh: "linalg.eigh",
      solve: "linalg.solve",
    },
  },
  optax: {
    module: "jnp",
    names: { as_array: "asarray", eigh: "linalg.eigh", solve: "linalg.solve" },
  },
  keras: { module: "ops", names: { as_array: "convert_to_tensor" } },
};

/** Lines with `xp.` become lines of the library: `xp.concatenate(…)` is `torch.cat(…)`. */
export function inLibrary(lines: readonly string[], library: CodeLibrary): string[] {
  const { module, names } = modules[library];
  return lines.map((line) =>
    line.replace(/\bxp\.(\w+)/g, (_, name: string) => `${module}.${names[name] ?? name}`),
  );
}
