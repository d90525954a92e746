/**
 * Analyses of open documents, one per text. While a text does not parse, the findings of the last one that did stay,
 * moved along with every edit made since. Knows nothing of diagnostics or actions.
 */
import { CancelledError, throwIfCancelled } from '../engine/cancellation';
import type { CancellationToken } from '../engine/cancellation';
import type { Engine, FileAnalysis } from '../engine/engine';
import { isSilencedRole } from '../engine/engine';
import type { Finding } from '../engine/finding';
import type { SourceFile } from '../engine/frontend';
import type { ProjectInfo } from '../engine/project';
import type { AnalysisSettings } from '../engine/settings';
import type { FileSummary } from '../engine/summary';
import type { TextEdit } from '../text/edits';
import { moveRange } from '../text/edits';
import { contains } from '../text/range';
import type { Range } from '../text/range';
import type { Configuration } from './configuration';
import type { Documents, OpenDocument } from './documents';

export interface DocumentAnalysis {
  readonly document: OpenDocument;
  readonly file: SourceFile;
  readonly summary: FileSummary;
  readonly project: ProjectInfo;
  readonly settings: AnalysisSettings;
  readonly analysis: FileAnalysis;
  /** What to show for this text. */
  readonly findings: readonly Finding[];
  /** The text does not parse: `findings` come from an earlier text, so nothing may be built from them. */
  readonly carried: boolean;
}

export interface Analyses {
  /**
   * The analysis of a document's current text; undefined when nothing is to be analysed (unknown language, switched
   * off). Throws CancelledError when the token says so or the document changed meanwhile.
   */
  of(uri: string, token: CancellationToken): Promise<DocumentAnalysis | undefined>;
  /** The last finished analysis, whatever text it is of. */
  last(uri: string): DocumentAnalysis | undefined;
  edited(uri: string, edits: readonly TextEdit[]): void;
  forget(uri: string): void;
}

export interface AnalysesParts {
  readonly engine: Engine;
  readonly documents: Documents;
  readonly configuration: Configuration;
  /** Told of rules that threw; the other findings are unaffected. */
  readonly onInternalError: (path: string, rule: string, message: string) => void;
}

export function createAnalyses({ engine, documents, configuration, onInternalError }: AnalysesParts): Analyses {
  const done = new Map<string, { readonly generation: number; readonly result: DocumentAnalysis }>();
  /** Findings of the last text that parsed, in terms of the current text. */
  const good = new Map<string, readonly Finding[]>();

  function analyse(document: OpenDocument, project: ProjectInfo, settings: AnalysisSettings, token: CancellationToken): DocumentAnalysis | undefined {
    const file = { path: document.path, text: document.text };
    const frontend = engine.frontendFor(document.path);
    if (frontend === undefined) return undefined;
    // A generated or minified file may be huge: its silence must cost nothing.
    const silenced = isSilencedRole(engine.roleOf(file, project), settings.includeTests);
    const summary = frontend.summarise(silenced ? { ...file, text: '' } : file);
    throwIfCancelled(token);
    const analysis = engine.judge(file, summary, project, settings, token);
    for (const { rule, message } of analysis.internalErrors) onInternalError(document.path, rule, message);
    const carried = summary.problems.length > 0;
    if (!carried) good.set(document.uri, analysis.findings);
    return { document, file, summary, project, settings, analysis, findings: carried ? (good.get(document.uri) ?? []) : analysis.findings, carried };
  }

  return {
    async of(uri, token) {
      const document = documents.get(uri);
      if (document === undefined) return undefined;
      const config = await configuration.of(document.path);
      const project = await configuration.project(document.path);
      await engine.prepare([document.path]);
      throwIfCancelled(token);
      // The text may have changed while settings were fetched; whoever changed it asks again.
      if (documents.get(uri) !== document) throw new CancelledError();
      if (!config.enabled || config.isExcluded(document.path)) return undefined;
      const generation = configuration.generation();
      const known = done.get(uri);
      if (known !== undefined && known.result.document === document && known.generation === generation) return known.result;
      const result = analyse(document, project, config.settings, token);
      if (result !== undefined) done.set(uri, { generation, result });
      return result;
    },
    last: (uri) => done.get(uri)?.result,
    edited(uri, edits) {
      const findings = good.get(uri);
      if (findings !== undefined) good.set(uri, edits.reduce(moveFindings, findings));
    },
    forget(uri) {
      done.delete(uri);
      good.delete(uri);
    },
  };
}

function moveFindings(findings: readonly Finding[], edit: TextEdit): readonly Finding[] {
  return findings.flatMap((finding) => {
    const range = follow(finding.range, edit);
    if (range === undefined) return [];
    const chain = finding.chain.flatMap((step) => {
      if (step.path !== finding.path) return [step];
      const moved = follow(step.range, edit);
      return moved === undefined ? [] : [{ ...step, range: moved }];
    });
    return [{ ...finding, range, chain }];
  });
}

/** As `moveRange`, but an edit wholly inside stretches the range: typing within a call does not make its hint go. */
function follow(range: Range, edit: TextEdit): Range | undefined {
  const moved = moveRange(range, edit);
  if (moved !== undefined || !contains(range, edit.range)) return moved;
  const end = range.end + edit.newText.length - (edit.range.end - edit.range.start);
  return end > range.start ? { start: range.start, end } : undefined;
}
