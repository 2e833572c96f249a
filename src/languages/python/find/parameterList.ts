import type { SyntaxNode } from "@lezer/common";
import type { FunctionParameter } from "../../lossFunction";
import { textOf } from "../../../text/range";

/** One parameter's nodes in the tree. */
export interface PythonParameter {
  readonly name: SyntaxNode;
  readonly annotation?: SyntaxNode;
  readonly defaultValue?: SyntaxNode;
  readonly hasDefault: boolean;
  /** `*args` gathers a list, `**kwargs` a dictionary. */
  readonly gathers?: "list" | "dictionary";
  /** It follows `*` or `*args` and is given by its name. */
  readonly isKeywordOnly: boolean;
  readonly end: number;
}

/** The parameters of a function definition or a lambda. */
export function parameterList(definition: SyntaxNode): PythonParameter[] {
  const list = definition.getChild("ParamList");
  const parameters: PythonParameter[] = [];
  let gathers: PythonParameter["gathers"];
  let isKeywordOnly = false;
  let at = list?.firstChild ?? null;
  while (at !== null) {
    if (at.name === "*") gathers = "list";
    else if (at.name === "**") gathers = "dictionary";
    else if (at.name === "," && gathers === "list") {
      // A bare star: what follows is given by name.
      isKeywordOnly = true;
      gathers = undefined;
    } else if (at.name === "VariableName") {
      const read = readParameter(at, gathers, isKeywordOnly);
      parameters.push(read.parameter);
      if (gathers === "list") isKeywordOnly = true;
      gathers = undefined;
      at = read.last;
    }
    at = at.nextSibling;
  }
  return parameters;
}

function readParameter(
  name: SyntaxNode,
  gathers: PythonParameter["gathers"],
  isKeywordOnly: boolean,
): { readonly parameter: PythonParameter; readonly last: SyntaxNode } {
  let last = name;
  let annotation: SyntaxNode | undefined;
  let defaultValue: SyntaxNode | undefined;
  let hasDefault = false;
  for (let at = name.nextSibling; at !== null && !/^[,)]$/.test(at.name); at = at.nextSibling) {
    if (at.type.isError) break;
    if (at.name === "TypeDef") annotation = at;
    else if (at.name === "AssignOp") hasDefault = true;
    else if (hasDefault && at.name !== "Comment") defaultValue = at;
    last = at;
  }
  return {
    last,
    parameter: {
      name,
      ...(annotation && { annotation }),
      ...(defaultValue && { defaultValue }),
      hasDefault,
      ...(gathers && { gathers }),
      isKeywordOnly: isKeywordOnly && gathers === undefined,
      end: last.to,
    },
  };
}

/** The parameters as every language describes them; `**kwargs` is left out, for it may stay empty. */
export function describedParameters(
  text: string,
  parameters: readonly PythonParameter[],
): FunctionParameter[] {
  return parameters
    .filter(({ gathers }) => gathers !== "dictionary")
    .map(({ name, end, hasDefault, gathers }) => ({
      text: textOf(text, name),
      range: { from: name.from, to: end },
      hasDefault,
      isRest: gathers === "list",
    }));
}
