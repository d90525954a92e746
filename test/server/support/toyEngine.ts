/**
 * A real engine over a toy language, so that protocol tests depend on no parser and no rule: `slow(…)` is a finding with
 * a safe and an unsafe fix, `sketch(…)` one with a display-only fix, `boom` makes a rule throw, an unclosed `{` is a
 * syntax error.
 */
import type { Engine } from '../../../server/src/engine/engine';
import { createEngine } from '../../../server/src/engine/engine';
import type { FactsView } from '../../../server/src/engine/facts';
import type { Fix } from '../../../server/src/engine/finding';
import type { LanguageFrontend } from '../../../server/src/engine/frontend';
import { noteKindOf } from '../../../server/src/engine/notes';
import type { Judgement, RegisteredRule, RuleContext } from '../../../server/src/engine/rule';
import type { CallSite, FileSummary, Note } from '../../../server/src/engine/summary';

export interface ToyEngine extends Engine {
  /** How often a text was summarised. */
  readonly parses: () => number;
}

export function createToyEngine(): ToyEngine {
  let parses = 0;
  const frontend = toyFrontend(() => { parses++; });
  const engine = createEngine({ frontends: [frontend], rules: [slowCall, sketchCall, throwing], createFacts: () => NO_FACTS });
  return { ...engine, parses: () => parses };
}

const NO_FACTS = {} as FactsView;

function toyFrontend(onParse: () => void): LanguageFrontend {
  const summarise = (text: string): FileSummary => ({
    language: 'ecmascript', values: [], bindings: [], functions: [], classes: [], loops: [], sites: calls(text), awaits: [], tries: [], flows: [],
    exits: [], steps: [], exports: [], reExports: [], notes: notes(text), directives: [],
    problems: (text.match(/\{/g) ?? []).length === (text.match(/\}/g) ?? []).length ? [] : [{ message: 'unbalanced', range: { start: 0, end: 0 } }],
  });
  return {
    id: 'ecmascript', extensions: ['.ts', '.tsx'], editorLanguages: ['typescript', 'typescriptreact'], version: '1', lineComment: '//',
    prepare: async () => {},
    summarise(file) {
      onParse();
      return summarise(file.text);
    },
    check: (file) => summarise(file.text).problems,
    tree: (file) => file.text,
  };
}

/** Only `kind`, `name` and `range` are filled: no toy rule reads more. */
function calls(text: string): CallSite[] {
  return [...text.matchAll(/\b(slow|sketch|boom)\(/g)].map((match) =>
    ({ kind: 'call', name: match[1], range: { start: match.index, end: match.index + match[0].length } }) as unknown as CallSite);
}

/** Comments count except between `<jsx>` and `</jsx>`, where `//` is text. */
function notes(text: string): Note[] {
  return [...text.matchAll(/\/\/.*/g)].flatMap((match) => {
    const before = text.slice(0, match.index);
    if (before.lastIndexOf('<jsx>') > before.lastIndexOf('</jsx>')) return [];
    const kind = noteKindOf(match[0]);
    return kind === undefined ? [] : [{ kind, text: match[0], range: { start: match.index, end: match.index + match[0].length } }];
  });
}

const slowCall: RegisteredRule = {
  id: 'slow-call', since: '0.1.0', languages: ['ecmascript'], description: 'Calls that are slow.', severity: 'warning', yieldsTo: [],
  messages: { slow: 'This call is slow: `{cost}`.' },
  options: {},
  * check({ path, summary }: RuleContext): Iterable<Judgement> {
    for (const { name, range } of summary.sites) {
      if (name !== 'slow') continue;
      yield {
        verdict: 'report', messageId: 'slow', data: { cost: '1 per call' }, range, confidence: 'proven', cost: '1 wait per call',
        chain: [{ path, range, message: 'calls `slow`' }], symbol: 'module', state: {},
      };
    }
  },
  fixers: {
    ecmascript: ({ range }): Fix[] => [
      { title: 'Use fast', applicability: 'safe', assumes: '', edits: [{ range, newText: 'fast(' }] },
      { title: 'Skip the call', applicability: 'unsafe', assumes: 'Nothing needs the result.', edits: [{ range, newText: 'skip(' }] },
    ],
  },
};

const sketchCall: RegisteredRule = {
  ...slowCall, id: 'sketch-call', messages: { sketch: 'Sketchy.' },
  * check({ summary }: RuleContext): Iterable<Judgement> {
    for (const { name, range } of summary.sites) {
      if (name === 'sketch') yield { verdict: 'report', messageId: 'sketch', data: {}, range, confidence: 'likely', cost: '', chain: [], symbol: 'module', state: {} };
      if (name === 'boom') yield { verdict: 'spare', range, gate: 'G3', reason: 'Booms are left alone.' };
    }
  },
  fixers: { ecmascript: ({ range }) => [{ title: 'Draw it', applicability: 'display-only', assumes: 'You know what you do.', edits: [{ range, newText: 'drawn(' }] }] },
};

const throwing: RegisteredRule = {
  ...slowCall, id: 'throwing', messages: {}, fixers: {},
  check({ summary }: RuleContext): Iterable<Judgement> {
    if (summary.sites.some(({ name }) => name === 'boom')) throw new Error('a defect in a rule');
    return [];
  },
};
