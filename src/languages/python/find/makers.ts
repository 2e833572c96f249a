import type { SyntaxNode, Tree } from "@lezer/common";
import { boundValues } from "./boundValues";
import { parameterList } from "./parameterList";
import { partsOf, statementsOf, undecorated } from "./syntax";
import { textOf } from "../../../text/range";

/**
 * What the top level of a file gives a method or a nested function that needs something to be called: an object of the
 * class, or the call of the function around it. Both are said as the first name of a reference: `model`, `Model()`,
 * `fit()`; the interpreter's program makes what ends in parentheses (`reaching.py`).
 */
export class Makers {
  private readonly statements: readonly SyntaxNode[];
  private readonly bound: ReadonlyMap<string, SyntaxNode>;

  constructor(
    private readonly text: string,
    tree: Tree,
  ) {
    this.statements = statementsOf(tree.topNode);
    this.bound = boundValues(text, this.statements);
  }

  /** The object that the top level makes of a class, or the class where it needs nothing to make one. */
  object(className: string): string | undefined {
    for (const [name, value] of this.bound) {
      if (value.name === "CallExpression" && this.calleeOf(value) === className) return name;
    }
    return this.needsNothing(className, 0) ? `${className}()` : undefined;
  }

  /** The call of a function of the top level, where it is called there or its arguments are bound by their names. */
  call(definition: SyntaxNode): string | undefined {
    const name = definition.getChild("VariableName");
    if (name === null || definition.getChild("async") !== null) return undefined;
    const own = textOf(this.text, name);
    const isGiven = requiredOf(definition).every((one) => this.bound.has(textOf(this.text, one)));
    return isGiven || this.isCalled(own) ? `${own}()` : undefined;
  }

  /** Whether a plain statement of the top level calls a function by its name. */
  private isCalled(name: string): boolean {
    return this.statements.some((statement) => {
      if (!/^(?:Assign|Expression)Statement$/.test(statement.name)) return false;
      let found = false;
      statement.cursor().iterate((node) => {
        if (node.name === "CallExpression") found ||= this.calleeOf(node.node) === name;
        return !found;
      });
      return found;
    });
  }

  private calleeOf(call: SyntaxNode): string {
    return textOf(this.text, call.firstChild!);
  }

  /** Whether all that `__init__` takes has a default, be it inherited from another class of the file. */
  private needsNothing(className: string, depth: number): boolean {
    const definition = this.classOf(className);
    if (definition === undefined || depth > 4) return false;
    const bases = partsOf(definition.getChild("ArgList") ?? definition.firstChild!)
      .map((base) => textOf(this.text, base))
      .filter((base) => base !== "object");
    const body = statementsOf(definition).map(undecorated);
    const made = body.find((one) => one.name === "FunctionDefinition" && this.isInit(one));
    if (made !== undefined) return requiredOf(made).length <= 1;
    if (definition.parent?.name === "DecoratedStatement") return false;
    return bases.every((base) => this.needsNothing(base, depth + 1));
  }

  private isInit(definition: SyntaxNode): boolean {
    const name = definition.getChild("VariableName");
    return name !== null && textOf(this.text, name) === "__init__";
  }

  private classOf(className: string): SyntaxNode | undefined {
    return this.statements.map(undecorated).find((one) => {
      const name = one.name === "ClassDefinition" ? one.getChild("VariableName") : null;
      return name !== null && textOf(this.text, name) === className;
    });
  }
}

/** The parameters that a call must give. */
function requiredOf(definition: SyntaxNode): SyntaxNode[] {
  return parameterList(definition)
    .filter(({ hasDefault, gathers }) => !hasDefault && gathers === undefined)
    .map(({ name }) => name);
}
