/** What a language must offer to the engine. One implementation per folder of `languages/`. */
import type { FileSummary, LanguageId } from './summary';

export interface SourceFile {
  /** Absolute path or URI path, forward slashes. Tells the dialect by its extension; is never opened. */
  readonly path: string;
  readonly text: string;
}

export interface LanguageFrontend {
  readonly id: LanguageId;
  /** With the dot, lower case: `.ts`. */
  readonly extensions: readonly string[];
  /** LSP language ids it serves. */
  readonly editorLanguages: readonly string[];
  /** Part of every cache key: changes whenever a summary of unchanged text may change. */
  readonly version: string;
  /** Opens a line comment: `//`, `#`. */
  readonly lineComment: string;
  /** Loads parsers. Must be awaited once before the first summary; later calls return at once. */
  prepare(): Promise<void>;
  /**
   * Never throws: what cannot be parsed is told in `problems`. `onParsed` is called between parsing and summarising, so
   * that the two can be timed apart without a clock in here.
   */
  summarise(file: SourceFile, onParsed?: () => void): FileSummary;
  /** Problems of a text without summarising it, also those that a summary forgives; used to check that a fix brings none. */
  check(file: SourceFile): FileSummary['problems'];
  /** The language's own tree, for its fixers only; undefined when the text does not parse. */
  tree(file: SourceFile): unknown;
}
