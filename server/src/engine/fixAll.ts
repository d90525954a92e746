/**
 * Applies fixes in bulk until nothing more applies. Shared by `source.fixAll` and `perf-hints fix`, so both leave the
 * same text. Writes nothing.
 */
import type { TextEdit } from '../text/edits';
import { applyEdits, mergeEditGroups } from '../text/edits';
import type { CancellationToken } from './cancellation';
import { throwIfCancelled } from './cancellation';
import type { Engine } from './engine';
import { newProblem } from './engine';
import type { Finding, Fix } from './finding';
import type { SourceFile } from './frontend';
import type { ProjectInfo } from './project';
import type { AnalysisSettings } from './settings';

export interface FixAllResult {
  readonly text: string;
  readonly applied: readonly { readonly finding: Finding; readonly fix: Fix }[];
  /** The edits against the original text when one round was enough; undefined when later rounds edited the result. */
  readonly edits: readonly TextEdit[] | undefined;
}

/** Fixes whose edits touch wait for the next round; a program that still changes after this many has a fix that feeds itself. */
const MOST_ROUNDS = 10;

/** `accepts` chooses; the first accepted fix of a finding is taken. Display-only fixes are never applied. */
export function fixAll(engine: Engine, file: SourceFile, project: ProjectInfo, settings: AnalysisSettings, accepts: (fix: Fix, finding: Finding) => boolean, token: CancellationToken): FixAllResult {
  const frontend = engine.frontendFor(file.path);
  if (frontend === undefined) return { text: file.text, applied: [], edits: [] };
  const applied: { finding: Finding; fix: Fix }[] = [];
  let text = file.text;
  let edits: readonly TextEdit[] | undefined = [];

  for (let round = 0; round < MOST_ROUNDS; round++) {
    throwIfCancelled(token);
    const current = { path: file.path, text };
    const summary = frontend.summarise(current);
    if (summary.problems.length > 0) break;
    // The limit per file is about showing; fixing takes all.
    const { findings } = engine.judge(current, summary, project, { ...settings, maxFindingsPerFile: 0 }, token);
    const chosen = findings.flatMap((finding) => {
      throwIfCancelled(token);
      const fix = engine.fixes(finding, current, summary, project).find((one) => one.applicability !== 'display-only' && accepts(one, finding));
      return fix === undefined ? [] : [{ finding, fix }];
    });
    const merged = mergeEditGroups(chosen.map(({ fix }) => fix.edits));
    const next = applyEdits(text, merged.edits);
    if (next === text) break;
    // A fix that breaks the file is a defect; the text of the round before is kept.
    if (newProblem(frontend, current, next) !== undefined) break;
    applied.push(...merged.accepted.flatMap((index) => chosen[index] ?? []));
    edits = round === 0 ? merged.edits : undefined;
    text = next;
  }
  return { text, applied, edits };
}
