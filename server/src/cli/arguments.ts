/** Turns arguments into one command with checked values. Knows no rule and opens no file. */
import { parseArgs } from 'node:util';
import { nearestName } from '../config/nearestName';
import type { Severity } from '../engine/finding';
import { SEVERITIES } from '../engine/finding';
import { UsageError } from './usageError';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export interface ScanArguments {
  readonly command: 'scan';
  readonly paths: readonly string[];
  readonly format: Format;
  /** Empty: all rules. */
  readonly rules: readonly string[];
  readonly severity: Severity | undefined;
  readonly config: string | undefined;
  readonly baseline: string | undefined;
  readonly writeBaseline: boolean;
  readonly cache: boolean;
  /** 0: chosen by the number of files. */
  readonly jobs: number;
  readonly includeTests: boolean;
  readonly stats: boolean;
}

export interface FixArguments {
  readonly command: 'fix';
  readonly paths: readonly string[];
  readonly unsafe: boolean;
  readonly rules: readonly string[];
  readonly dryRun: boolean;
  readonly config: string | undefined;
  readonly includeTests: boolean;
}

export interface ExplainArguments {
  readonly command: 'explain';
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly config: string | undefined;
}

export type Arguments =
  | ScanArguments
  | FixArguments
  | ExplainArguments
  | { readonly command: 'rules'; readonly rule: string | undefined }
  | { readonly command: 'server' }
  | { readonly command: 'version' }
  /** `topic` is a command's name, or empty for all. */
  | { readonly command: 'help'; readonly topic: string };

export const COMMANDS = ['scan', 'fix', 'explain', 'rules', 'server'] as const;

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object;

const COMMON: Options = { help: { type: 'boolean', short: 'h' } };
const OPTIONS: Readonly<Record<(typeof COMMANDS)[number], Options>> = {
  scan: {
    ...COMMON,
    format: { type: 'string' }, rule: { type: 'string', multiple: true }, severity: { type: 'string' }, config: { type: 'string' },
    baseline: { type: 'string' }, 'write-baseline': { type: 'boolean' }, 'no-cache': { type: 'boolean' }, jobs: { type: 'string' },
    'include-tests': { type: 'boolean' }, stats: { type: 'boolean' },
  },
  fix: {
    ...COMMON,
    unsafe: { type: 'boolean' }, rule: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean' }, config: { type: 'string' }, 'include-tests': { type: 'boolean' },
  },
  explain: { ...COMMON, config: { type: 'string' } },
  rules: COMMON,
  server: { ...COMMON, stdio: { type: 'boolean' } },
};

/** Throws UsageError with a sentence that says what to type instead. */
export function readArguments(argv: readonly string[]): Arguments {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return { command: 'help', topic: rest[0] ?? '' };
  if (first === '--version' || first === '-v' || first === '-V') return { command: 'version' };
  const command = COMMANDS.find((name) => name === first);
  if (command === undefined) {
    const guess = nearestName(first, COMMANDS);
    throw new UsageError(`There is no command \`${first}\`${guess === undefined ? `; known are ${COMMANDS.join(', ')}` : `; did you mean \`${guess}\`?`}`);
  }

  const { values, positionals } = parse(command, rest);
  if (values['help'] === true) return { command: 'help', topic: command };
  switch (command) {
    case 'scan': return {
      command,
      paths: positionals,
      format: choice('--format', text(values['format']), FORMATS) ?? 'text',
      rules: texts(values['rule']),
      severity: choice('--severity', text(values['severity']), SEVERITIES),
      config: text(values['config']),
      baseline: text(values['baseline']),
      writeBaseline: values['write-baseline'] === true,
      cache: values['no-cache'] !== true,
      jobs: jobCount(text(values['jobs'])),
      includeTests: values['include-tests'] === true,
      stats: values['stats'] === true,
    };
    case 'fix': return {
      command,
      paths: positionals,
      unsafe: values['unsafe'] === true,
      rules: texts(values['rule']),
      dryRun: values['dry-run'] === true,
      config: text(values['config']),
      includeTests: values['include-tests'] === true,
    };
    case 'explain': return { command, ...place(only(positionals, 'explain FILE:LINE')), config: text(values['config']) };
    case 'rules': {
      if (positionals.length > 1) throw new UsageError('`rules` takes one rule id: perf-hints rules [ID]');
      return { command, rule: positionals[0] };
    }
    case 'server': {
      if (positionals.length > 0 || values['stdio'] !== true) throw new UsageError('The server speaks over standard input and output only: perf-hints server --stdio');
      return { command };
    }
  }
}

function parse(command: (typeof COMMANDS)[number], args: readonly string[]): { values: Record<string, unknown>; positionals: string[] } {
  const options = OPTIONS[command];
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = /Unknown option '(--?[^']+)'/.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError(`${(message.split('. ')[0] ?? message).replace(/\.$/, '')}; see perf-hints ${command} --help`);
    const guess = nearestName(unknown, Object.keys(options).map((name) => `--${name}`));
    throw new UsageError(`\`${command}\` has no option ${unknown}${guess === undefined ? '' : `; did you mean ${guess}?`}; see perf-hints ${command} --help`);
  }
}

function choice<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const known = choices.find((one) => one === value);
  if (known !== undefined) return known;
  throw new UsageError(`${option} must be one of ${choices.join(', ')}, not \`${value}\``);
}

function jobCount(value: string | undefined): number {
  if (value === undefined) return 0;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1 && count <= 256) return count;
  throw new UsageError(`--jobs must be a whole number from 1 to 256, not \`${value}\``);
}

function only(positionals: readonly string[], usage: string): string {
  const [value, ...rest] = positionals;
  if (value === undefined || rest.length > 0) throw new UsageError(`Give exactly one place: perf-hints ${usage}`);
  return value;
}

/** A column after the line is allowed, since that is how other tools print places. */
function place(value: string): { readonly path: string; readonly line: number } {
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(value);
  const line = Number(match?.[2]);
  if (match?.[1] === undefined || line < 1) throw new UsageError(`\`${value}\` is not a place; write FILE:LINE, such as src/orders.ts:12`);
  return { path: match[1], line };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
