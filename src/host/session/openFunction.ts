import * as vscode from "vscode";
import { fittingRuns } from "../../options/fittingRuns";
import type { SimulateOptions } from "../../options/runOptions";
import type { Problem } from "../../protocol/problem";
import type { Opened } from "../../protocol/runner";
import type { HostServices } from "../services";
import { openRequest } from "./openRequest";
import { readFunction, type ReadFunction } from "./readFunction";
import type { Subject } from "./subject";

/** A function that was read from its document and opened in the runner, or what kept it from that. */
export type Opening =
  | {
      readonly ok: true;
      readonly document: vscode.TextDocument;
      readonly read: ReadFunction;
      readonly opened: Opened;
    }
  | {
      readonly ok: false;
      readonly problem: Problem;
      /** How far it came. */
      readonly document?: vscode.TextDocument;
      readonly read?: ReadFunction;
      /** Where the function itself did open. */
      readonly opened?: Opened;
    };

/** Reads a function and has the runner open it; `begins` is told what was read before the runner is asked. */
export async function openFunction(
  session: string,
  subject: Subject,
  services: HostServices,
  begins: (read: ReadFunction) => void,
): Promise<Opening> {
  const gone: Opening = {
    ok: false,
    problem: {
      kind: "options",
      message: vscode.l10n.t("The function {0} is no longer in its document.", subject.name),
    },
  };
  const document = await documentOf(subject);
  if (!document) return gone;
  if (!services.mayRun(document)) {
    return { ok: false, problem: { kind: "untrusted", message: untrustedMessage() } };
  }
  const read = await readFunction(document, subject, services);
  if (!read) return gone;
  const faulty = noRun(read.options);
  if (faulty) {
    const [first] = read.faults;
    const place = first && {
      file: document.uri.toString(),
      ...{ line: first.line, column: first.column },
    };
    return { ok: false, document, read, problem: { ...faulty, place } };
  }
  begins(read);
  const { fn, options, optimizers } = read;
  const result = await services.runner.open(
    openRequest(session, document, fn, options, optimizers),
  );
  if (!result.ok) return { ok: false, document, read, problem: result.problem };
  const misfit = noRun(fittingRuns(options, result.value.parameters));
  return misfit
    ? { ok: false, document, read, problem: misfit, opened: result.value }
    : { ok: true, document, read, opened: result.value };
}

/** That all runs of the comment are wrong, and why. */
function noRun({ runs, brokenRuns }: SimulateOptions): Problem | undefined {
  if (runs || !brokenRuns) return undefined;
  const message = brokenRuns.map(({ label, fault }) => `${label}: ${fault}`).join("\n");
  return { kind: "options", message };
}

/** The document a subject is in; undefined where it is no more. */
export async function documentOf({ uri }: Subject): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

function untrustedMessage(): string {
  return vscode.l10n.t(
    "This workspace is not trusted, so its code is not run. The shipped examples work without trust.",
  );
}
