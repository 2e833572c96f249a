import { sayInEditor, type AuthoringKey } from "../../l10n/authoring";
import { commentAround } from "../languages/commentAround";
import type { CommentStyle } from "../languages/language";
import type { OptimizerCatalogue } from "../optimizers/catalogue";
import type { TextEdit } from "../options/tagText";
import type { TextRange } from "../text/range";
import type { Json5Token } from "../text/json5Tokens";
import { settingsHere, valuesHere } from "./allowedHere";
import { cursorAt, namesIn, type Cursor } from "./cursor";
import { describeNamed, describeSetting } from "./descriptions";
import type { Allowed, Setting, Surroundings, Word } from "./setting";

/** Something that can be written at the cursor. */
export interface Completion {
  readonly kind: "tag" | "setting" | "word" | "value";
  readonly label: string;
  readonly detail: string;
  /** What it is, as Markdown. */
  help(): string;
  /** What replaces `range`, as a snippet of VS Code's. */
  readonly snippet: string;
  readonly range: TextRange;
  /** A comma that is missing before. */
  readonly also?: TextEdit;
  /** More is to be chosen inside. */
  readonly goesOn: boolean;
}

/** Everything that may stand at an offset of a document in the settings of a comment, half-typed or not. */
export function completionsAt(
  text: string,
  offset: number,
  style: CommentStyle,
  catalogue: OptimizerCatalogue,
  surroundings: Surroundings,
): readonly Completion[] {
  const cursor = cursorAt(text, offset, style);
  if (cursor === undefined) return tagCompletions(text, offset, style);
  if (cursor.at === "key") {
    const given = namesIn(cursor.levels.at(-1)!.container, cursor.entry);
    return settingsHere(cursor, catalogue, surroundings)
      .filter(({ name }) => !given.includes(name))
      .map((setting) => settingCompletion(setting, cursor, offset));
  }
  return valuesHere(cursor, catalogue, surroundings).flatMap((allowed) =>
    valueCompletions(allowed, cursor, offset),
  );
}

/** The tags, where one is begun in a comment. */
function tagCompletions(text: string, offset: number, style: CommentStyle): Completion[] {
  const comment = commentAround(text, offset, style);
  const begun = comment && /(?<![\w@`{])@\w*$/.exec(comment.text.slice(0, offset - comment.from));
  if (!begun) return [];
  const rest = /^\w*/.exec(text.slice(offset))![0];
  const range = { from: offset - begun[0].length, to: offset + rest.length };
  const tag = (label: string, snippet: string, key: AuthoringKey): Completion => ({
    kind: "tag",
    ...{ label, snippet, range, goesOn: false },
    detail: sayInEditor(key),
    help: () => "",
  });
  const simulate = tag(
    "@simulate",
    '@simulate { start: [$1], runs: [{ optimizer: "${2:adam}", lr: ${3:0.1} }] }',
    "tag.simulate",
  );
  const own = '@optimizer { id: "${1:mine}", lr: ${2:0.1} }';
  return [simulate, tag("@optimizer", own, "tag.optimizer")];
}

function settingCompletion(setting: Setting, cursor: Cursor, offset: number): Completion {
  const { name, takes, allowed } = setting;
  const range = rangeOf(cursor, offset);
  const hasColon = cursor.entry?.colon !== undefined;
  const comma = hasColon ? "" : commaAfter(cursor, range);
  return {
    kind: "setting",
    label: name,
    detail: takes,
    help: () => describeSetting(setting),
    snippet: hasColon ? name : `${name}: ${begin(allowed[0])}${comma}`,
    range,
    ...commaBefore(cursor, range),
    goesOn: !hasColon && /^(?:words|list|object)$/.test(allowed[0].kind),
  };
}

/** How the value of a setting begins. */
function begin(allowed: Allowed): string {
  switch (allowed.kind) {
    case "number":
      return allowed.example === undefined ? "$1" : `\${1:${allowed.example}}`;
    case "flag":
      return `\${1|${String(!allowed.usual)},${String(allowed.usual)}|}`;
    case "text":
    case "words":
      return '"$1"';
    case "list":
      return allowed.items[0]?.kind === "object" ? "[{ $1 }]" : "[$1]";
    case "object":
      return "{ $1 }";
  }
}

function valueCompletions(allowed: Allowed, cursor: Cursor, offset: number): Completion[] {
  const range = rangeOf(cursor, offset);
  const value = (label: string, snippet: string, goesOn: boolean): Completion => ({
    kind: "value",
    ...{ label, snippet, range, goesOn, detail: "", help: () => "" },
    ...commaBefore(cursor, range),
  });
  switch (allowed.kind) {
    case "words":
      return allowed.words().map((word) => wordCompletion(word, cursor, range));
    case "flag":
      return ["true", "false"].map((label) => value(label, label, false));
    case "list":
    case "object":
      return cursor.typed
        ? []
        : [value(allowed.kind === "list" ? "[ ]" : "{ }", begin(allowed), true)];
    case "number":
    case "text":
      return [];
  }
}

function wordCompletion(word: Word, cursor: Cursor, range: TextRange): Completion {
  const { text, detail = "", names } = word;
  return {
    kind: "word",
    label: text,
    detail,
    help: () => (names ? describeNamed(names) : ""),
    snippet: `${JSON.stringify(text).replaceAll("$", "\\$")}${commaAfter(cursor, range)}`,
    range,
    ...commaBefore(cursor, range),
    goesOn: false,
  };
}

/** What a completion takes the place of: the whole word at the cursor, its quotes too. */
function rangeOf({ typed }: Cursor, offset: number): TextRange {
  return typed ? { from: typed.from, to: typed.to } : { from: offset, to: offset };
}

/** The comma that a value before the cursor lacks. */
function commaBefore({ tokens }: Cursor, { from }: TextRange): { also?: TextEdit } {
  const before = tokens.filter((token) => token.to <= from).at(-1);
  if (before === undefined || (before.kind === "punctuation" && "{[,:".includes(before.text)))
    return {};
  return { also: { from: before.to, to: before.to, newText: "," } };
}

/** A comma where something else follows without one. */
function commaAfter({ tokens }: Cursor, { to }: TextRange): string {
  const next: Json5Token | undefined = tokens.find((token) => token.from >= to);
  const isFollowed =
    next !== undefined &&
    next.kind !== "end" &&
    (next.kind !== "punctuation" || "{[".includes(next.text));
  return isFollowed ? "," : "";
}
