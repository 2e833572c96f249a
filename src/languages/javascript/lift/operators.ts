/** Binary operators and the functions of `graph/lifted.ts` that stand for them. */
export const BINARY_OPERATORS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "%": "mod",
  "**": "pow",
  "|": "bitOr",
  "&": "bitAnd",
  "^": "bitXor",
  "<<": "shiftLeft",
  ">>": "shiftRight",
  ">>>": "shiftRightUnsigned",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  "===": "strictEq",
  "!==": "strictNe",
  "==": "looseEq",
  "!=": "looseNe",
};

export const UNARY_OPERATORS: Readonly<Record<string, string>> = {
  "-": "neg",
  "+": "plus",
  "~": "bitNot",
  "!": "not",
  typeof: "typeOf",
};

/** Methods of arrays whose callback or argument needs help, and the help. */
export const ARRAY_METHODS: Readonly<Record<string, string>> = {
  every: "predicate",
  filter: "predicate",
  find: "predicate",
  findIndex: "predicate",
  findLast: "predicate",
  findLastIndex: "predicate",
  some: "predicate",
  sort: "comparator",
  toSorted: "comparator",
};

/** Methods of arrays that compare by identity. */
export const SEARCHING_METHODS = new Set(["includes", "indexOf", "lastIndexOf"]);

/** Functions of the language that need help, and the help. */
export const STATIC_FUNCTIONS: Readonly<Record<string, string>> = {
  "Array.isArray": "isArray",
  "ArrayBuffer.isView": "isView",
  "Object.is": "sameValue",
};

/** Every function that lifted code may call, all under one prefix. */
export const RUNTIME_NAMES = [
  ...Object.values(BINARY_OPERATORS),
  ...Object.values(UNARY_OPERATORS),
  "addMul",
  "addProducts",
  "and",
  "andThen",
  "areNumbers",
  "assign",
  "branch",
  "choose",
  "comparator",
  "concrete",
  "dec",
  "enter",
  "extent",
  "first",
  "followInnerProduct",
  "handed",
  "inc",
  "isArray",
  "isView",
  "keep",
  "key",
  "mutated",
  "numeric",
  "or",
  "orElse",
  "predicate",
  "sameValue",
  "searched",
  "store",
  "text",
  "truth",
  "update",
] as const;
