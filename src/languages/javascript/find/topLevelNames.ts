import type { SyntaxNode } from "@lezer/common";
import { parseSyntax, syntaxKind } from "./syntax";

/** The names of values that a text declares or imports at its top level, in its order. */
export function topLevelNames(text: string, language: string): string[] {
  const names: string[] = [];
  const collect = (node: SyntaxNode): void => {
    node.cursor().iterate(({ name, from, to, node: inner }) => {
      if (name === "VariableDefinition" && isOfTopLevel(inner, node)) {
        names.push(text.slice(from, to));
      }
      return !/^(?:ArrowFunction|FunctionExpression|Block|ClassBody|ParamList)$/.test(name);
    });
  };
  const tree = parseSyntax(text, syntaxKind(language));
  for (let at = tree.topNode.firstChild; at !== null; at = at.nextSibling) {
    const inner = at.name === "ExportDeclaration" ? (declarationIn(at) ?? at) : at;
    const isOfTypes = inner.name === "ImportDeclaration" && inner.getChild("type") !== null;
    if (/Declaration$/.test(inner.name) && !isOfTypes) collect(inner);
  }
  return [...new Set(names)];
}

function declarationIn(exported: SyntaxNode): SyntaxNode | undefined {
  for (let at = exported.firstChild; at !== null; at = at.nextSibling) {
    if (/Declaration$/.test(at.name)) return at;
  }
  return undefined;
}

/** Not a name inside a value, such as that of a function expression. */
function isOfTopLevel(name: SyntaxNode, declaration: SyntaxNode): boolean {
  for (let at = name.parent; at !== null && at.from >= declaration.from; at = at.parent) {
    if (/Expression$/.test(at.name)) return false;
    if (at.from === declaration.from && at.to === declaration.to) break;
  }
  return true;
}
