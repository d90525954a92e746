/** Case n of a run: a seed file, mutated, or noise. Depends on seed, number and the seed files only. */
import { mutate, noise } from './mutate';
import { createRandom } from './random';
import type { Seed } from './seeds';

export interface Case {
  readonly path: string;
  readonly text: string;
  /** How it came about, for a report. */
  readonly story: string;
}

const EXTENSIONS: readonly string[] = ['.ts', '.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs'];

export function makeCase(seeds: readonly Seed[], seed: number, number: number): Case {
  const random = createRandom(seed, number);
  if (random.chance(0.1)) return { path: `/project/src/noise${random.pick(EXTENSIONS)}`, text: noise(random), story: 'noise' };
  const start = random.pick(seeds);
  const other = random.pick(seeds);
  const extension = random.chance(0.7) ? start.path.slice(start.path.lastIndexOf('.')) : random.pick(EXTENSIONS);
  // One in ten stays whole: the way through must also hold for what nobody broke.
  const { text, applied } = random.chance(0.1) ? { text: start.text, applied: ['untouched'] } : mutate(start.text, other.text, random);
  return { path: `/project/src/case${extension}`, text, story: `${start.path}: ${applied.join(', ')}` };
}
