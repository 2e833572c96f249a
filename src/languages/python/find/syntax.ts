import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { recentTrees } from "../../recentTrees";
import { finish } from "../../slices";

/** The tree of a Python text that may be half-typed; never throws. Offsets are those of `text`. */
export function parsePython(text: string): Tree {
  return finish(parsePythonInSlices(text));
}

/** Characters parsed between two chances to do something else. */
const stretch = 1 << 12;

const recent = recentTrees();

/** The same in slices of bounded work. */
export function* parsePythonInSlices(text: string): Generator<undefined, Tree> {
  const known = readable(text);
  const parse = parser.startParse(known, recent.fragmentsOf(known));
  let next = stretch;
  for (;;) {
    const tree = parse.advance();
    if (tree !== null) {
      recent.remember(known, tree);
      return tree;
    }
    if (parse.parsedPos < next) continue;
    next = parse.parsedPos + stretch;
    yield;
  }
}

/** A byte order mark and a lone carriage return are white space, which the grammar does not know. */
function readable(text: string): string {
  return text.replace(/^\uFEFF/, " ").replace(/\r(?!\n)/g, "\n");
}

/** The named children of a node, without brackets, commas and comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  const parts: SyntaxNode[] = [];
  for (let at = node.firstChild; at !== null; at = at.nextSibling) {
    if (/^[A-Z]/.test(at.name) && at.name !== "Comment") parts.push(at);
  }
  return parts;
}

/** The statements directly inside a module, a function or a class. */
export function statementsOf(node: SyntaxNode): SyntaxNode[] {
  const body = node.name === "Script" ? node : node.getChild("Body");
  if (body === null) return [];
  return partsOf(body).flatMap((part) => (part.name === "StatementGroup" ? partsOf(part) : [part]));
}

/** The function or class below its decorators. */
export function undecorated(statement: SyntaxNode): SyntaxNode {
  if (statement.name !== "DecoratedStatement") return statement;
  return (
    statement.getChild("FunctionDefinition") ?? statement.getChild("ClassDefinition") ?? statement
  );
}

/** `a, b = c = value`: the targets, each a list of nodes, and the value. */
export interface Assignment {
  readonly targets: readonly (readonly SyntaxNode[])[];
  readonly value?: readonly SyntaxNode[];
  readonly annotation?: SyntaxNode;
}

/** What an assignment assigns to what; a list of several nodes is a tuple without parentheses. */
export function assignmentOf(statement: SyntaxNode): Assignment {
  const groups: SyntaxNode[][] = [[]];
  let annotation: SyntaxNode | undefined;
  for (let at = statement.firstChild; at !== null; at = at.nextSibling) {
    if (at.name === "AssignOp") groups.push([]);
    else if (at.name === "TypeDef") annotation = at;
    else if (/^[A-Z]/.test(at.name) && at.name !== "Comment") groups.at(-1)!.push(at);
  }
  const value = groups.length > 1 ? groups.pop() : undefined;
  return { targets: groups, ...(value && { value }), ...(annotation && { annotation }) };
}
