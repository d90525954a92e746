/**
 * Writes projects of many different files, for measuring where no real one is at hand; the languages give the shapes of
 * their code. Seeded: the same project every time. Real projects are what counts; `--project` names one.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const NOUNS = ['order', 'customer', 'invoice', 'product', 'shipment', 'ticket', 'session', 'report', 'account', 'address', 'payment', 'review', 'message', 'folder', 'device'];
const VERBS = ['load', 'find', 'list', 'render', 'merge', 'check', 'parse', 'format', 'store', 'notify', 'resolve', 'collect'];

/** Chance of a seed: a number in [0, 1), a whole number below a bound, one of a list, and words of a shop. */
export function createChance(seed) {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const number = (below) => Math.floor(random() * below);
  const pick = (list) => list[number(list.length)];
  return { number, pick, noun: () => pick(NOUNS), verb: () => pick(VERBS) };
}

export const title = (word) => word[0].toUpperCase() + word.slice(1);

/** One file of about the given number of lines: a head, then shapes by chance. */
export function synthesiseText({ head, shapes, chance, lines }) {
  let text = head;
  while (text.split('\n').length < lines) text += `\n${chance.pick(shapes)()}\n`;
  return text;
}

/** How many shapes a file of a project gets: most a few, one in four up to forty. */
export function blocksOf(shapes, { number, pick }) {
  return Array.from({ length: 2 + number(number(4) === 0 ? 40 : 12) }, () => pick(shapes)());
}

export function writeAt(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
