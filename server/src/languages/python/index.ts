/** Python as the engine sees it. */
import type { LanguageFrontend } from '../../engine/frontend';
import type { GrammarFiles, PythonParser } from './parse';
import { loadPythonParser } from './parse';
import { summarise } from './summarise';

/** Raised with every change that may give another summary for the same text. */
const SUMMARY_VERSION = 8;

export function createPythonFrontend(files: GrammarFiles): LanguageFrontend {
  let loading: Promise<PythonParser> | undefined;
  let parser: PythonParser | undefined;
  const prepared = (): PythonParser => {
    if (parser === undefined) throw new Error('the python frontend was used before prepare() was awaited');
    return parser;
  };
  return {
    id: 'python',
    extensions: ['.py', '.pyi'],
    editorLanguages: ['python'],
    version: `python-${SUMMARY_VERSION}`,
    lineComment: '#',
    async prepare() {
      // Its run-time exists once per thread, however many wait for it.
      parser = await (loading ??= loadPythonParser(files));
    },
    summarise(file, onParsed) {
      const parsed = prepared().parse(file);
      onParsed?.();
      return summarise(file.text, parsed);
    },
    // A broken line is forgiven in what people write, not in what a fix leaves.
    check(file) {
      const { broken, problems } = prepared().parseOnce(file);
      return [...problems, ...broken.map((range) => ({ message: 'a part of it does not parse', range }))];
    },
    tree: (file) => prepared().parse(file).root,
  };
}
