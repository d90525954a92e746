/**
 * Runs the engine on one imagined file of an imagined project and collects everything a test may ask: summary,
 * findings, fixes. Never reads disk.
 */
import { NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import type { Engine, FileAnalysis } from '../../server/src/engine/engine';
import type { Finding, Fix } from '../../server/src/engine/finding';
import type { SourceFile } from '../../server/src/engine/frontend';
import type { ProgramKind, ProjectInfo } from '../../server/src/engine/project';
import type { AnalysisSettings } from '../../server/src/engine/settings';
import { DEFAULT_SETTINGS } from '../../server/src/engine/settings';
import type { FileSummary } from '../../server/src/engine/summary';

export const PROJECT_ROOT = '/project';

export interface ImaginedFile {
  /** Relative to the imagined root. */
  readonly path: string;
  readonly text: string;
  readonly dependencies: readonly string[];
  readonly program?: ProgramKind | undefined;
  readonly settings: AnalysisSettings;
}

export interface Outcome {
  readonly file: SourceFile;
  readonly summary: FileSummary;
  readonly analysis: FileAnalysis;
  /** Parallel to `analysis.findings`. */
  readonly fixes: readonly (readonly Fix[])[];
  /** Fixes the engine would not show, each a sentence: defects of a fixer that users never see. */
  readonly dropped: readonly string[];
}

/** Throws when no frontend takes the file's extension. */
export function analyse(engine: Engine, imagined: ImaginedFile): Outcome {
  const file = { path: `${PROJECT_ROOT}/${imagined.path}`, text: imagined.text };
  const frontend = engine.frontendFor(file.path);
  if (frontend === undefined) throw new Error(`no frontend takes ${imagined.path}; use an extension one of them names`);
  const project: ProjectInfo = { root: PROJECT_ROOT, dependencies: new Set(imagined.dependencies), program: imagined.program ?? 'application' };
  const summary = frontend.summarise(file);
  const analysis = engine.judge(file, summary, project, imagined.settings, NEVER_CANCELLED);
  const dropped: string[] = [];
  const fixes = analysis.findings.map((finding) => engine.fixes(finding, file, summary, project, (fix, reason) => {
    dropped.push(`${finding.rule}: fix "${fix.title}" of \`${file.text.slice(finding.range.start, finding.range.end)}\`: ${reason}`);
  }));
  return { file, summary, analysis, fixes, dropped };
}

export function settingsFor(rule: string | undefined, options: AnalysisSettings['rules'][string]['options'], includeHints: boolean): AnalysisSettings {
  return {
    ...DEFAULT_SETTINGS,
    rules: rule === undefined || Object.keys(options).length === 0 ? {} : { [rule]: { severity: 'default', options } },
    minimumSeverity: includeHints ? 'hint' : 'information',
    maxFindingsPerFile: 0,
  };
}

/** How many findings each rule has, at any level or at one. */
export function countByRule(findings: readonly Finding[], severity?: Finding['severity']): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    if (severity === undefined || finding.severity === severity) counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
  }
  return counts;
}
