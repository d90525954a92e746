/**
 * An engine with one made-up rule over a made-up reading of text, so that the harness can be tested without any real
 * rule: `slow(x)` is a finding, `@@` is a syntax error. Used by the harness's own tests only.
 */
import type { Engine } from '../../server/src/engine/engine';
import { createEngine } from '../../server/src/engine/engine';
import type { FactsView } from '../../server/src/engine/facts';
import type { Fix } from '../../server/src/engine/finding';
import type { LanguageFrontend } from '../../server/src/engine/frontend';
import type { RegisteredRule } from '../../server/src/engine/rule';
import type { CallSite, FileSummary } from '../../server/src/engine/summary';
import { NONE } from '../../server/src/engine/summary';
import type { Range } from '../../server/src/text/range';

export interface StubOptions {
  /** Fixes of a `slow(x)` at the range; `text` is the file's. */
  readonly fix?: (range: Range, text: string) => readonly Fix[];
  /** Changes the message per call, to break purity. */
  readonly tick?: () => number;
}

export function callFast(range: Range): readonly Fix[] {
  return [{ title: 'Call fast', applicability: 'safe', assumes: '', edits: [{ range: { start: range.start, end: range.start + 4 }, newText: 'fast' }] }];
}

export function createStubEngine({ fix, tick }: StubOptions = {}): Engine {
  const rule: RegisteredRule = {
    id: 'slow-call', since: '0.1.0', languages: ['ecmascript', 'python'], description: 'Calls of slow.', severity: 'warning', yieldsTo: [], options: {},
    messages: { slow: '`slow` runs for {what}' },
    *check({ summary, path }) {
      for (const site of summary.sites) {
        const what = `${site.text}${tick === undefined ? '' : tick()}`;
        yield {
          verdict: 'report', messageId: 'slow', data: { what }, range: site.range, confidence: 'proven', cost: `1 call per ${site.text}`,
          chain: [{ path, range: site.range, message: 'slow waits here' }], symbol: '', state: {},
        };
      }
    },
    fixers: fix === undefined ? {} : { ecmascript: (finding, { text }) => fix(finding.range, text) },
  };
  return createEngine({ frontends: [frontend], rules: [rule], createFacts: () => ({}) as FactsView });
}

const frontend: LanguageFrontend = {
  id: 'ecmascript', extensions: ['.ts'], editorLanguages: [], version: 'stub', lineComment: '//',
  prepare: async () => {},
  summarise: ({ text }) => ({ ...EMPTY, sites: text.includes('@@') ? [] : sitesOf(text), notes: notesOf(text), problems: problemsOf(text) }),
  check: ({ text }) => problemsOf(text),
  tree: ({ text }) => (problemsOf(text).length === 0 ? text : undefined),
};

function sitesOf(text: string): CallSite[] {
  return [...text.matchAll(/\bslow\((\w+)\)/g)].map((match) => ({
    kind: 'call', range: { start: match.index, end: match.index + match[0].length }, callee: NONE, text: match[1] ?? '', name: 'slow',
    nameRange: { start: match.index, end: match.index + 4 }, arguments: [], argumentRanges: [], calleeReads: [], argumentReads: [], function: 0, loop: NONE,
    await: NONE, use: 'value', try: NONE, conditions: 0, conditionReads: [],
  }));
}

function notesOf(text: string): FileSummary['notes'] {
  return [...text.matchAll(/\/\/ (perf-hints-ignore.*)/g)].map((match) => ({ kind: 'ignore', range: { start: match.index, end: match.index + match[0].length }, text: match[1] ?? '' }));
}

function problemsOf(text: string): FileSummary['problems'] {
  const at = text.indexOf('@@');
  return at < 0 ? [] : [{ message: 'unexpected @@', range: { start: at, end: at + 2 } }];
}

const EMPTY: FileSummary = {
  language: 'ecmascript', values: [], bindings: [], functions: [], classes: [], loops: [], sites: [], awaits: [], tries: [], flows: [], exits: [], steps: [],
  exports: [], reExports: [], notes: [], directives: [], problems: [],
};
