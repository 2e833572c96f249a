import { NAMESPACE } from "./bundler";

/** Parameters of the function that a bundle runs in. */
const parameters = new Set(["module", "exports", "require"]);

/** One that may declare a parameter anew, which only `var` can. */
const takesParameterApart = new RegExp(
  `^var\\s*[{[][^;]*\\b(?:${[...parameters].join("|")})\\b`,
  "mu",
);

/** A declaration at the top level that takes something apart. */
const takingApart = /^(?:export\s+)?(const|let|var)(?=\s*[{[])/gmu;

/**
 * A bundle in which the file's own top-level constants, variables of `let` and classes throw before their declaration, as
 * they do in Node: the bundler writes `var` for all of them. No letter of it moves.
 */
export function withDeadZones(code: string, path: string, text: string): string {
  const begin = code.lastIndexOf(`// ${NAMESPACE}:${path}\n`);
  if (begin < 0) return code;
  const names = new Set(
    [
      ...text.matchAll(
        /^(?:export\s+)?(?:const|let|class)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu,
      ),
    ].map(([, name]) => name!),
  );
  const vars = /^var (?=([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:;| = ))/gmu;
  const written = new Set(
    [...text.matchAll(/^\s*var\s+([\p{ID_Continue}$]+)/gmu)].map(([, name]) => name!),
  );
  const own = code
    .slice(begin)
    .replace(vars, (found, name: string) =>
      names.has(name) && !written.has(name) && !parameters.has(name) ? "let " : found,
    );
  return code.slice(0, begin) + withPatterns(own, text);
}

/** The same for declarations that take something apart, which stand in the bundle in the order of the text. */
function withPatterns(own: string, text: string): string {
  const kinds = Array.from(text.matchAll(takingApart), ([, kind]) => kind!);
  if (own.match(takingApart)?.length !== kinds.length || takesParameterApart.test(own)) return own;
  let at = 0;
  return own.replace(takingApart, () => (kinds[at++] === "var" ? "var" : "let"));
}
