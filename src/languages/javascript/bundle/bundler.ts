import type {
  BuildContext,
  BuildResult,
  Message,
  OnLoadResult,
  OnResolveArgs,
  OnResolveResult,
  Plugin,
} from "esbuild-wasm";
import type { Esbuild } from "../../platform";

/** Where one build takes its modules from. */
export interface ModuleSource {
  /** Path of the module that is bundled with all it imports. */
  readonly entry: string;
  resolve(asked: OnResolveArgs): Promise<OnResolveResult>;
  load(path: string, namespace: string): Promise<OnLoadResult>;
}

/** The script and its source map, or what is wrong with the files. */
export interface Built {
  readonly code?: string;
  readonly map?: string;
  readonly errors: readonly Message[];
  readonly warnings: readonly Message[];
}

/** Paths of user files are told apart from esbuild's own by this. */
export const NAMESPACE = "user";

/** What a module asks about itself, as globals that the realm has: a script has no `import.meta`. */
const IMPORT_META = {
  "import.meta.url": "__importMetaUrl",
  "import.meta.filename": "__filename",
  "import.meta.dirname": "__dirname",
};

/** Contexts kept, one for each set of compiler options. */
const keptContexts = 4;

/**
 * Bundles module after module through a few contexts of esbuild that stay: a context remembers imports that it has
 * parsed. (`build` in esbuild's browser version would also keep every result for as long as esbuild runs, each hung on
 * one promise that never settles.)
 */
export class Bundler {
  private readonly contexts = new Map<string, Promise<BuildContext>>();
  private source: ModuleSource | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly esbuild: Esbuild) {}

  /** One build at a time: a context that is asked again while it builds gives the same result to both. */
  build(source: ModuleSource, compilerOptions: object): Promise<Built> {
    const built = this.last.then(async () => {
      this.source = source;
      const context = await this.contextFor(compilerOptions);
      return rebuild(context);
    });
    this.last = built.catch(() => undefined);
    return built;
  }

  private contextFor(compilerOptions: object): Promise<BuildContext> {
    const key = JSON.stringify(compilerOptions);
    const context = this.contexts.get(key) ?? this.createContext(compilerOptions);
    this.contexts.delete(key);
    this.contexts.set(key, context);
    for (const [oldest, unused] of this.contexts) {
      if (this.contexts.size <= keptContexts) break;
      this.contexts.delete(oldest);
      void unused.then((old) => old.dispose());
    }
    return context;
  }

  private createContext(compilerOptions: object): Promise<BuildContext> {
    return this.esbuild.context({
      entryPoints: ["entry"],
      bundle: true,
      write: false,
      format: "cjs",
      define: IMPORT_META,
      target: "es2022",
      jsx: "transform",
      sourcemap: "external",
      sourcesContent: false,
      outfile: "/bundle.js",
      logLevel: "silent",
      keepNames: false,
      tsconfigRaw: { compilerOptions },
      plugins: [this.userFiles()],
    });
  }

  private userFiles(): Plugin {
    return {
      name: "user-files",
      setup: (build) => {
        build.onResolve({ filter: /.*/ }, (asked) =>
          asked.kind === "entry-point"
            ? { path: this.source!.entry, namespace: NAMESPACE }
            : this.source!.resolve(asked),
        );
        build.onLoad({ filter: /.*/ }, ({ path, namespace }) => this.source!.load(path, namespace));
      },
    };
  }
}

async function rebuild(context: BuildContext): Promise<Built> {
  try {
    const { outputFiles, errors, warnings } = await context.rebuild();
    const textOf = (ending: string) =>
      outputFiles?.find(({ path }) => path.endsWith(ending))?.text ?? "";
    return { code: textOf(".js"), map: textOf(".map"), errors, warnings };
  } catch (failure) {
    const { errors, warnings } = failure as Partial<BuildResult>;
    if (!Array.isArray(errors)) throw failure;
    return { errors, warnings: warnings ?? [] };
  }
}
