/**
 * What must hold for every fix of every finding: the engine accepts it (it applies and parses), it keeps comments, merges
 * imports, removes its finding, brings no new warning, says what it assumes, and fixing again and again comes to an end.
 * Returns sentences.
 */
import { applyEdits, mergeEditGroups } from '../../server/src/text/edits';
import type { Engine } from '../../server/src/engine/engine';
import type { Finding, Fix } from '../../server/src/engine/finding';
import type { ImaginedFile, Outcome } from './analyse';
import { analyse, countByRule } from './analyse';
import { remainsOf } from './comments';

const MOST_ROUNDS = 10;

export function checkFixes(engine: Engine, imagined: ImaginedFile, before: Outcome): string[] {
  const problems = [...before.dropped];
  problems.push(...before.analysis.findings.flatMap((finding, index) =>
    (before.fixes[index] ?? []).flatMap((fix) => checkFix(engine, imagined, before, finding, fix).map((what) => `${finding.rule}: fix "${fix.title}" of \`${excerpt(before, finding)}\`: ${what}`))));
  // A broken fix makes everything that builds on it fail too; one cause is enough.
  return problems.length > 0 ? problems : checkFixedPoint(engine, imagined, before);
}

function checkFix(engine: Engine, imagined: ImaginedFile, before: Outcome, finding: Finding, fix: Fix): string[] {
  const problems: string[] = [];
  if (fix.title.trim() === '' || fix.title.endsWith('.') || !/^[A-Z`]/.test(fix.title)) problems.push('a title is an imperative phrase without a full stop');
  if ((fix.applicability === 'safe') !== (fix.assumes === '')) {
    problems.push(fix.applicability === 'safe' ? `a safe fix assumes nothing, but says "${fix.assumes}"` : 'a fix that is not safe must say what it assumes');
  }
  // The engine has shown already that it can be applied and that the result parses.
  const text = applyEdits(before.file.text, fix.edits);
  if (fix.edits.some(({ range }) => range.start < 0 || range.end > before.file.text.length || range.start > range.end)) return [...problems, 'an edit lies outside the file'];
  try {
    problems.push(...lost(before, fix, text));
  } catch (error) {
    return [...problems, `the result does not parse with typescript-estree: ${String(error)}\n${text}`];
  }

  const after = analyse(engine, { ...imagined, text }).analysis.findings;
  const counts = countByRule(after);
  if (fix.applicability !== 'display-only' && (counts.get(finding.rule) ?? 0) >= (countByRule(before.analysis.findings).get(finding.rule) ?? 0)) {
    problems.push(`its finding is still there:\n${text}`);
  }
  const warningsBefore = countByRule(before.analysis.findings, 'warning');
  for (const [rule, count] of countByRule(after, 'warning')) {
    if (count > (warningsBefore.get(rule) ?? 0)) problems.push(`it brings a new ${rule} warning:\n${text}`);
  }
  return problems;
}

function lost(before: Outcome, fix: Fix, text: string): string[] {
  const old = remainsOf(before.file.path, before.file.text);
  const now = remainsOf(before.file.path, text);
  const left = [...now.comments];
  const problems: string[] = [];
  for (const comment of old.comments) {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    else if (!/remove.*comment/i.test(fix.title)) problems.push(`the comment "${comment}" is lost`);
  }
  for (const [module, count] of now.imports) {
    if (count > Math.max(1, old.imports.get(module) ?? 0)) problems.push(`it imports ${module.replace(/^(value|type|import) /, '')} twice; extend the import that is there`);
  }
  return problems;
}

/** One round: the nth fix of every finding that has one, as far as they do not touch each other. Undefined when there is none. */
export function applyRound(outcome: Outcome, nth: number, accept: (fix: Fix) => boolean): string | undefined {
  const groups = outcome.fixes.flatMap((fixes) => {
    const fix = fixes.filter(accept)[nth];
    return fix === undefined ? [] : [fix.edits];
  });
  if (groups.length === 0) return undefined;
  return applyEdits(outcome.file.text, mergeEditGroups(groups).edits);
}

function checkFixedPoint(engine: Engine, imagined: ImaginedFile, first: Outcome): string[] {
  let outcome = first;
  const isApplicable = (fix: Fix): boolean => fix.applicability !== 'display-only';
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const text = applyRound(outcome, 0, isApplicable);
    if (text === undefined) return [];
    const [broken] = engine.frontendFor(first.file.path)?.check({ path: first.file.path, text }) ?? [];
    if (broken !== undefined) return [`all fixes of round ${round + 1} together do not parse: ${broken.message}\n${text}`];
    outcome = analyse(engine, { ...imagined, text });
    if (outcome.dropped.length > 0) return outcome.dropped.map((what) => `after ${round + 1} rounds of fixing: ${what}`);
  }
  return applyRound(outcome, 0, isApplicable) === undefined ? [] : [`fixing does not come to an end within ${MOST_ROUNDS} rounds:\n${outcome.file.text}`];
}

function excerpt({ file }: Outcome, { range }: Finding): string {
  return file.text.slice(range.start, Math.min(range.end, range.start + 60)).replace(/\s+/g, ' ');
}
