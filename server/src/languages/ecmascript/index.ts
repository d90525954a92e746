/** TypeScript, JavaScript and JSX as the engine sees them. */
import type { LanguageFrontend, SourceFile } from '../../engine/frontend';
import type { FileSummary } from '../../engine/summary';
import type { ParsedFile, Parser } from './parse';
import { loadParser, parseWith, TOO_DEEP, withoutProgram } from './parse';
import { mayHoldWork } from './relevance';
import { summarise } from './summarise';

/** Raised with every change that may give another summary for the same text. */
const SUMMARY_VERSION = 10;

export interface EcmascriptOptions {
  /** For tests that compare the parsers; by default the fastest that loads is used. */
  readonly parser?: Parser['name'];
  /** Whether a file with this text can connect or block through a module it imports: lets files be passed over. Without it every file is read. */
  readonly mayWork?: (module: string, text: string) => boolean;
  /** Stands for the answers of `mayWork` in cache keys. */
  readonly modelsVersion?: () => string;
}

export function createEcmascriptFrontend({ parser: preferred, mayWork, modelsVersion = () => '' }: EcmascriptOptions = {}): LanguageFrontend {
  let parser: Parser | undefined;
  let version: string | undefined;
  const parse = (file: SourceFile): ReturnType<typeof parseWith> => {
    if (parser === undefined) throw new Error('the ecmascript frontend was used before prepare() was awaited');
    return parseWith(parser, file);
  };
  return {
    id: 'ecmascript',
    extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'],
    editorLanguages: ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'],
    // A scan without a cache never asks.
    get version() {
      return (version ??= `ecmascript-${SUMMARY_VERSION}${modelsVersion()}`);
    },
    lineComment: '//',
    async prepare() {
      parser ??= await loadParser(preferred);
    },
    summarise(file, onParsed) {
      if (mayWork !== undefined && !mayHoldWork(file.text, mayWork)) return summarise('', NOTHING_TO_READ);
      const parsed = parse(file);
      onParsed?.();
      return summariseWhatFits(file.text, parsed);
    },
    check: (file) => parse(file).problems,
    tree: (file) => parse(file).program,
  };
}

const NOTHING_TO_READ: ParsedFile = { program: undefined, comments: [], problems: [] };

/** A tree that a parser could still build may be too deep to walk: then the text counts as one that does not parse. */
function summariseWhatFits(text: string, parsed: ParsedFile): FileSummary {
  try {
    return summarise(text, parsed);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return summarise(text, withoutProgram(TOO_DEEP));
  }
}
