/**
 * Reads the directives of a fixture: what is expected on which line, and where the file is to be imagined. Directives
 * are cut out before the engine sees the text, so that `// ok: one at a time on purpose` cannot silence a rule by its
 * own words. Knows no rule and runs nothing.
 */
import type { ProgramKind } from '../../server/src/engine/project';

export interface Expectation {
  readonly kind: 'expect' | 'todo-expect';
  readonly rule: string;
  /** Must occur in the message; empty when the fixture does not say. */
  readonly text: string;
  /** Each must occur in the message of some chain step. */
  readonly chain: readonly string[];
  /** Must occur in the finding's cost; empty when the fixture does not say. */
  readonly cost: string;
  /** 1-based, in the fixture as written. */
  readonly line: number;
}

export interface Silence {
  readonly kind: 'ok' | 'todo-ok';
  readonly reason: string;
  /** 1-based, in the fixture as written. */
  readonly line: number;
}

export interface FixtureHeader {
  /** Relative to the imagined project's root; undefined: `src/<name>`. */
  readonly path: string | undefined;
  readonly dependencies: readonly string[];
  readonly program?: ProgramKind;
  /** Options of the rule the fixture belongs to. */
  readonly options: Readonly<Record<string, boolean | number | string | readonly string[]>>;
  readonly includeHints: boolean;
}

export interface AnnotatedText {
  readonly header: FixtureHeader;
  /** The text the engine gets: without header and directives. */
  readonly text: string;
  /** 1-based line as written, for every 0-based line of `text`. */
  readonly lines: readonly number[];
  readonly expectations: readonly Expectation[];
  readonly silences: readonly Silence[];
  /** Directives that could not be read; each a sentence that begins with its line. */
  readonly mistakes: readonly string[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const HEADER = /^\s*(?:\/\/|#)\s*(?:(path|dependencies|program|options):\s*(.*\S)|(include-hints))\s*$/;
const DIRECTIVE = /\s*(\/\/|#|\{\/\*|\/\*)\s*(?=(?:todo-)?(?:expect|ok|chain|cost):)/;
const NEARLY = /(?:\/\/|#|\/\*)\s*(?:(?:todo-)?expect(?:(?:ed|s)\b|\b(?!:))|todo-ok\b(?!:)|(?:path|dependencies|program|options):|include-hints\b)/;

export function readAnnotations(written: string): AnnotatedText {
  const header: Mutable<FixtureHeader> = { path: undefined, dependencies: [], options: {}, includeHints: false };
  const kept: string[] = [];
  const lines: number[] = [];
  const expectations: Mutable<Expectation>[] = [];
  const silences: Silence[] = [];
  const mistakes: string[] = [];
  let inHeader = true;
  let codeLine = 0;

  written.split('\n').forEach((line, index) => {
    const number = index + 1;
    const headerMatch = inHeader ? HEADER.exec(line) : null;
    if (headerMatch !== null) {
      readHeader(header, headerMatch, number, mistakes);
      return;
    }
    inHeader = false;
    const match = DIRECTIVE.exec(line);
    if (match === null) {
      if (NEARLY.test(line)) mistakes.push(`${number}: this looks like a directive but is none; write \`// expect: <rule> "<text>"\`, headers only at the top`);
      kept.push(line);
      lines.push(number);
      codeLine = line.trim() === '' ? 0 : number;
      return;
    }
    const code = line.slice(0, match.index);
    if (code.trim() !== '') {
      kept.push(code);
      lines.push(number);
      codeLine = number;
    } else if (codeLine === 0) {
      mistakes.push(`${number}: a directive on a line of its own speaks of the code line above it, and there is none`);
    }
    // A line that holds directives only continues the code line above, so that long expectations stay readable.
    const tail = line.slice(match.index + match[0].length);
    readDirectives(match[1]?.endsWith('*') === true ? tail.replace(/\*\/\}?\s*$/, '') : tail, codeLine, { expectations, silences, mistakes, number });
  });

  if (expectations.length > 0 && expectations.every(({ text }) => text === '')) {
    mistakes.push(`${expectations[0]?.line ?? 1}: at least one expectation of a fixture must quote a part of the message`);
  }
  return { header, text: kept.join('\n'), lines, expectations, silences, mistakes };
}

function readHeader(header: Mutable<FixtureHeader>, match: RegExpExecArray, line: number, mistakes: string[]): void {
  const [, key, value = '', flag] = match;
  if (flag !== undefined) header.includeHints = true;
  else if (key === 'path') header.path = value;
  else if (key === 'program') {
    if (value === 'command-line' || value === 'application') header.program = value;
    else mistakes.push(`${line}: a program is an application or a command-line`);
  } else if (key === 'dependencies') header.dependencies = value.split(/[\s,]+/);
  else {
    try {
      header.options = JSON.parse(value) as FixtureHeader['options'];
    } catch {
      mistakes.push(`${line}: options must be one JSON object: // options: {"max": 5}`);
    }
  }
}

interface Sink {
  readonly expectations: Mutable<Expectation>[];
  readonly silences: Silence[];
  readonly mistakes: string[];
  readonly number: number;
}

function readDirectives(tail: string, line: number, { expectations, silences, mistakes, number }: Sink): void {
  let rest = tail.trim();
  while (rest !== '') {
    const silence = /^(ok|todo-ok):\s*(.*)$/.exec(rest);
    if (silence !== null) {
      const reason = (silence[2] ?? '').trim();
      if (reason === '') mistakes.push(`${number}: say why after ${silence[1]}:`);
      silences.push({ kind: silence[1] === 'ok' ? 'ok' : 'todo-ok', reason, line });
      return;
    }
    const expect = /^(expect|todo-expect):\s*([a-z][a-z0-9-]*)(?:\s+"((?:[^"\\]|\\.)*)")?/.exec(rest);
    const detail = /^(chain|cost):\s*"((?:[^"\\]|\\.)*)"/.exec(rest);
    if (expect !== null) {
      expectations.push({ kind: expect[1] === 'expect' ? 'expect' : 'todo-expect', rule: expect[2] ?? '', text: unquote(expect[3] ?? ''), chain: [], cost: '', line });
    } else if (detail !== null) {
      const last = expectations.at(-1);
      if (last === undefined || last.line !== line) {
        mistakes.push(`${number}: ${detail[1]} must follow the expectation it belongs to`);
        return;
      }
      if (detail[1] === 'cost') last.cost = unquote(detail[2] ?? '');
      else last.chain = [...last.chain, unquote(detail[2] ?? '')];
    } else {
      mistakes.push(`${number}: cannot read \`${rest}\`; the forms are \`expect: <rule> "<text>"\`, \`chain: "<text>"\`, \`cost: "<text>"\`, \`ok: <reason>\`, \`todo-…\``);
      return;
    }
    rest = rest.slice((expect ?? detail)?.[0].length ?? rest.length).replace(/^(?:\s|[;,]|\/\/)+/, '');
  }
}

function unquote(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
