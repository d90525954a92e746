/** Case n of a run: a seed file, mutated, or noise. Depends on seed, number and the seed files only. */
import { MUTATIONS, mutate, noise } from './mutate';
import { PYTHON_MUTATIONS } from './mutatePython';
import { createRandom } from './random';
import type { Language, Seed } from './seeds';

export interface Case {
  readonly path: string;
  readonly text: string;
  /** How it came about, for a report. */
  readonly story: string;
}

const EXTENSIONS: Readonly<Record<Language, readonly string[]>> = {
  ecmascript: ['.ts', '.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'],
  python: ['.py'],
};
/** Half of what breaks Python is of no language: spans, lines, tokens. */
const OF_LANGUAGE = { ecmascript: MUTATIONS, python: [...PYTHON_MUTATIONS, ...MUTATIONS.filter(({ name }) => !/nesting|huge line|insert word|replace token/.test(name))] } as const;

/** `seeds` are those of the language. */
export function makeCase(seeds: readonly Seed[], seed: number, number: number, language: Language = 'ecmascript'): Case {
  const random = createRandom(seed, number);
  if (random.chance(0.1)) return { path: `/project/src/noise${random.pick(EXTENSIONS[language])}`, text: noise(random), story: 'noise' };
  const start = random.pick(seeds);
  const other = random.pick(seeds);
  const extension = random.chance(0.7) ? start.path.slice(start.path.lastIndexOf('.')) : random.pick(EXTENSIONS[language]);
  // One in ten stays whole: the way through must also hold for what nobody broke.
  const { text, applied } = random.chance(0.1) ? { text: start.text, applied: ['untouched'] } : mutate(start.text, other.text, random, OF_LANGUAGE[language]);
  return { path: `/project/src/case${extension}`, text, story: `${start.path}: ${applied.join(', ')}` };
}
