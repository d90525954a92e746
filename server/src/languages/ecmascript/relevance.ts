/**
 * Tells by a look at the text whether a file, or a stretch of it, can hold work that a rule would speak of. Most of a front
 * end cannot, and reading it costs as much as reading the rest. Errs towards reading.
 */
import type { Range } from '../../text/range';
import { mayHaveNeighbours } from './neighbours';

const PROMISES = /\bawait\b|\bPromise\b|\.then\(/;
/** What repeats something: statements, and methods whose function is asynchronous or collected. */
const REPEATS = /\b(?:for|while|do)\b\s*[({]|\bfor\s+await\b|\.forEach\(|\.reduce|Promise\s*\.\s*(?:all|allSettled|any|race|map|each)\b|\.(?:map|flatMap|filter)\(\s*async\b|(?:Series|Limit|Sequential)\(|\bpMap\b|\bp-map\b/;
const BLOCKS_OR_READS = /Sync\b|readFile|arrayBuffer|\.buffer\(|\.blob\(/;
const CONNECTS = /\bnew\s+[\w.]*(?:Client|Pool|Redis|DataSource|Sequelize|Agent|Queue|Worker|Kafka|Cluster|Connection|Database|Storage|PubSub|Transport\w*)\b|\b(?:create|open|get)\w*(?:Client|Pool|Connection|Transport|Cluster)\b|\bconnect\(|\b(?:knex|postgres|drizzle|pgp|mongoose|amqp)\b/i;
const ADDRESSED = /perf-hints-ignore/;
const MODULE_NAME = /\b(?:from|import|require)\b\s*\(?\s*["']([^"']+)["']/g;

/** `mayWork` says whether a file that imports a module, by its specifier, and reads so can connect or block through it. */
export function mayHoldWork(text: string, mayWork: (module: string, text: string) => boolean): boolean {
  if (BLOCKS_OR_READS.test(text) || ADDRESSED.test(text)) return true;
  if (PROMISES.test(text) && (REPEATS.test(text) || mayHaveNeighbours(text))) return true;
  if (CONNECTS.test(text)) return true;
  for (const match of text.matchAll(MODULE_NAME)) if (match[1] !== undefined && mayWork(match[1], text)) return true;
  return false;
}

const ANY_WORK = /\bawait\b|\bPromise\b|\.then\(|Sync\b|readFile|arrayBuffer|\bnew\s|perf-hints-ignore/g;

/** Whether a stretch of the text holds any such word; for markup, most of which holds none. */
export function createWorkFinder(text: string): (range: Range) => boolean {
  let places: number[] | undefined;
  return ({ start, end }) => {
    places ??= Array.from(text.matchAll(ANY_WORK), ({ index }) => index);
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const next = places[low];
    return next !== undefined && next < end;
  };
}
