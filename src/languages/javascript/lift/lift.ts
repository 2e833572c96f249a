import { parse, type AnyNode } from "acorn";
import { createEffects } from "./effects";
import { Edits } from "./edits";
import { liftExpression } from "./expressions";
import type { Lifting } from "./lifting";
import { findOutliving } from "./outliving";
import { collectScopes } from "./scopes";
import { liftStatement } from "./statements";

/** A program rewritten so that its arithmetic can be recorded. */
export interface Lifted {
  readonly code: string;
  /** Under this prefix the code calls the functions of `RUNTIME_NAMES`. */
  readonly prefix: string;
  /** Whether the code writes, in a function, to anything that may outlive the call. */
  readonly mayKeepState: boolean;
  /** The offset in the program of an offset in the rewritten code. */
  originalOffset(offset: number): number;
}

/**
 * Rewrites the operators of a plain JavaScript program into calls (`a * b` into `mul(a, b)`), which
 * compute the same on plain values and record operations on traced ones. Conditions of branches,
 * `?:`, `&&`, `||`, `!`, keys, texts and the callbacks of some array methods likewise; branches
 * without side effects become calls that can run both arms. Lines stay where they are.
 *
 * Branches are numbered from `firstSite` on. Throws a `SyntaxError` of acorn for what it cannot parse.
 */
export function lift(
  code: string,
  sourceType: "script" | "module" = "script",
  firstSite = 0,
): Lifted {
  const program = parse(code, {
    ecmaVersion: "latest",
    sourceType,
    allowReturnOutsideFunction: true,
    allowHashBang: true,
  });
  const edits = new Edits(code);
  const scopes = collectScopes(program);
  const outliving = findOutliving(program, scopes);
  const prefix = freePrefix(code);
  const discarded = new Set<AnyNode>();
  let sites = firstSite;
  const lifting: Lifting = {
    edits,
    scopes,
    effects: createEffects(program, code, scopes),
    outliving,
    name: (runtimeFunction) => prefix + runtimeFunction,
    site: () => sites++,
    visit(node) {
      if (!liftStatement(lifting, node)) liftExpression(lifting, node);
    },
    open(position, runtimeFunction, site) {
      const number = site === undefined ? "" : `${site}, `;
      edits.insert(position, `${prefix}${runtimeFunction}(${number}`);
    },
    wrap(expression, runtimeFunction, more = "") {
      const sequence = expression.type === "SequenceExpression";
      edits.insert(expression.start, `${prefix}${runtimeFunction}(${sequence ? "(" : ""}`);
      lifting.visit(expression);
      edits.insert(expression.end, `${sequence ? ")" : ""}${more})`);
    },
    discard: (node) => discarded.add(node),
    isDiscarded: (node) => discarded.has(node),
  };
  lifting.visit(program);
  return {
    code: edits.apply(),
    prefix,
    mayKeepState: outliving.found,
    originalOffset: (offset) => edits.originalOffset(offset),
  };
}

/** A prefix that no name in the code has. */
function freePrefix(code: string): string {
  for (let number = 0; ; number++) {
    const prefix = `$${number === 0 ? "" : number}_`;
    if (!code.includes(prefix)) return prefix;
  }
}
