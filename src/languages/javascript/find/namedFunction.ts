import type { SyntaxNode } from "@lezer/common";
import type { FunctionParameter, FunctionReference, LossFunction } from "../../lossFunction";
import type { TextRange } from "../../../text/range";

/** A function of the text with a name, marked or not, before its comment is looked at. */
export interface NamedFunction {
  readonly name: string;
  readonly kind: LossFunction["kind"];
  readonly node: SyntaxNode;
  readonly functionRange: TextRange;
  readonly nameRange: TextRange;
  /** Where a comment that belongs to it may end: before its statement, its declarator or itself. */
  readonly commentAnchors: readonly number[];
  readonly statementEnd: number;
  readonly parameters: readonly FunctionParameter[];
  readonly reference?: FunctionReference;
  readonly isNested: boolean;
  readonly isInstanceMethod: boolean;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}
