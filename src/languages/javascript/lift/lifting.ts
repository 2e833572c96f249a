import type { AnyNode } from "acorn";
import type { Edits } from "./edits";
import type { Effects } from "./effects";
import type { Outliving } from "./outliving";
import type { Scopes } from "./scopes";

/** What the parts of the lifting share while one program is rewritten. */
export interface Lifting {
  readonly edits: Edits;
  readonly scopes: Scopes;
  readonly effects: Effects;
  readonly outliving: Outliving;
  /** The name under which a function of the run-time is called. */
  name(runtimeFunction: string): string;
  /** A new number for a branch. */
  site(): number;
  /** Lifts a node in place. */
  visit(node: AnyNode): void;
  /** Starts a call: `function(site, `. The end of it is the caller's to write. */
  open(position: number, runtimeFunction: string, site?: number): void;
  /** Puts an expression into a call; `more` is the text of further arguments, from their comma on. */
  wrap(expression: AnyNode, runtimeFunction: string, more?: string): void;
  /** Marks an expression whose value nobody uses, or asks for that mark. */
  discard(node: AnyNode): void;
  isDiscarded(node: AnyNode): boolean;
}
