import { NAMESPACE } from "./bundler";

/** Parameters of the function that a bundle or a CommonJS module in it runs in. */
const parameters = new Set(["module", "exports", "require"]);

/** One that may declare a parameter anew, which only `var` can. */
const takesParameterApart = new RegExp(
  `^var\\s*[{[][^;]*\\b(?:${[...parameters].join("|")})\\b`,
  "mu",
);

/** A declaration at the top level that takes something apart. */
const takingApart = /^(?:export\s+)?(const|let|var)(?=\s*[{[])/gmu;

/** The line above each piece of a bundle that names the module it is from. */
const heading = new RegExp(`^// ${NAMESPACE}:(.*)\\n`, "gmu");

/** A declaration of one name as the bundler writes it at the top level of a module, which it indents in CommonJS. */
const declaration = /^((?: {4})?)var (?=([\p{ID_Start}$_][\p{ID_Continue}$]*)(?:;| = ))/gmu;

/**
 * A bundle in which the top-level constants, variables of `let` and classes of the person's own modules throw before their
 * declaration, as they do in Node, over the borders of modules as well: the bundler writes `var` for all of them. `texts`
 * are those of the modules by path; packages stay as they are. No letter of the bundle moves.
 */
export function withDeadZones(code: string, texts: ReadonlyMap<string, string>): string {
  const headings = [...code.matchAll(heading)];
  const pieces = headings.map(({ index, 1: path }, at) => {
    const piece = code.slice(index, headings[at + 1]?.index);
    const text = texts.get(path!);
    return text === undefined || path!.includes("/node_modules/") ? piece : inModule(piece, text);
  });
  return code.slice(0, headings[0]?.index) + pieces.join("");
}

function inModule(piece: string, text: string): string {
  // A module that is run when something first requires it declares its names beforehand, without values.
  if (/^var \S+ = __esm\(/mu.test(piece)) return piece;
  const isZoned = zonedNames(text);
  const zoned = piece.replace(declaration, (found, indent: string, name: string) =>
    isZoned(name) ? `${indent}let ` : found,
  );
  return withPatterns(zoned, text);
}

/** Tells names that a text declares by `const`, `let` or `class` at its top level, also where the bundler has numbered them. */
function zonedNames(text: string): (name: string) => boolean {
  const namesIn = (pattern: RegExp) =>
    new Set(Array.from(text.matchAll(pattern), ([, name]) => name!));
  const zoned = namesIn(
    /(?:^|[;}]|\*\/)\s*(?:export\s+(?:default\s+)?)?(?:const|let|(?:abstract\s+)?class)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)/gmu,
  );
  const others = namesIn(
    /(?:^|[;{}(]|\*\/)\s*(?:export\s+)?(?:const\s+)?(?:var|enum|namespace)\s+([\p{ID_Continue}$]+)/gmu,
  );
  const hasDefault = /\bexport\s+default\b/u.test(text);
  const isZoned = (name: string) => zoned.has(name) || (hasDefault && name.endsWith("_default"));
  return (name) => {
    if (parameters.has(name) || others.has(name)) return false;
    const unnumbered = name.replace(/\d+$/u, "");
    return isZoned(name) || (isZoned(unnumbered) && !others.has(unnumbered));
  };
}

/** The same for declarations that take something apart, which stand in the bundle in the order of the text. */
function withPatterns(piece: string, text: string): string {
  const kinds = Array.from(text.matchAll(takingApart), ([, kind]) => kind!);
  const isAsWritten = piece.match(takingApart)?.length === kinds.length;
  if (!isAsWritten || takesParameterApart.test(piece)) return piece;
  let at = 0;
  return piece.replace(takingApart, () => (kinds[at++] === "var" ? "var" : "let"));
}
