/** Edits that silence a rule by a comment, for one line or a whole file. */
import type { Engine } from '../engine/engine';
import type { Finding } from '../engine/finding';
import { NEVER_CANCELLED } from '../engine/cancellation';
import { suppressionText } from '../engine/suppressions';
import type { TextEdit } from '../text/edits';
import { applyEdits } from '../text/edits';
import type { DocumentAnalysis } from './analyses';

const REASON = 'say why this is fine here';

/**
 * A comment on a line of its own above the finding. Undefined where such a line would not be a comment, as between JSX
 * children or inside a template literal: whether the hint really goes is tried, not guessed.
 */
export function ignoreHere(engine: Engine, result: DocumentAnalysis, finding: Finding): TextEdit | undefined {
  const { document, file } = result;
  const mark = engine.frontendFor(file.path)?.lineComment;
  if (mark === undefined) return undefined;
  const line = document.lines.lineRange(document.lines.positionAt(finding.range.start).line);
  const indentation = /^[ \t]*/.exec(document.text.slice(line.start, line.end))?.[0] ?? '';
  const newText = `${indentation}${mark} ${suppressionText(finding.rule, REASON, false)}${lineBreakOf(document.text)}`;
  const edit = { range: { start: line.start, end: line.start }, newText };
  return silences(engine, result, finding, edit) ? edit : undefined;
}

/** A comment at the top of the file, below an interpreter line and directives. */
export function ignoreInFile(engine: Engine, result: DocumentAnalysis, finding: Finding): TextEdit | undefined {
  const { document, file } = result;
  const mark = engine.frontendFor(file.path)?.lineComment;
  if (mark === undefined) return undefined;
  let line = 0;
  const isHead = (text: string): boolean => (line === 0 && text.startsWith('#!')) || /^\s*(['"])use [^'"]*\1\s*;?\s*$/.test(text) || /^#.*coding[:=]/.test(text);
  while (line < document.lines.lineCount - 1 && isHead(lineText(result, line))) line++;
  const at = document.lines.lineRange(line).start;
  const edit = { range: { start: at, end: at }, newText: `${mark} ${suppressionText(finding.rule, REASON, true)}${lineBreakOf(document.text)}` };
  return silences(engine, result, finding, edit) ? edit : undefined;
}

function silences(engine: Engine, { file, project, settings }: DocumentAnalysis, finding: Finding, edit: TextEdit): boolean {
  const frontend = engine.frontendFor(file.path);
  if (frontend === undefined) return false;
  const changed = { path: file.path, text: applyEdits(file.text, [edit]) };
  const summary = frontend.summarise(changed);
  if (summary.problems.length > 0) return false;
  const start = finding.range.start + edit.newText.length;
  const after = engine.judge(changed, summary, project, settings, NEVER_CANCELLED);
  return after.suppressed.some((other) => other.rule === finding.rule && other.range.start === start);
}

function lineText({ document }: DocumentAnalysis, line: number): string {
  const range = document.lines.lineRange(line);
  return document.text.slice(range.start, range.end);
}

function lineBreakOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
