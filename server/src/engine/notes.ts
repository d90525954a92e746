/** Reads intent out of comments; the same words count in every language. */
import type { Note } from './summary';

const IGNORE = /perf-hints-ignore\b/;
const IGNORE_FILE = /perf-hints-ignore-file\b/;
const LINT_DISABLED = /(eslint|biome|oxlint|deno)-(disable|ignore)[^\n]*(no-?await-?in-?loops?|no-?restricted-?syntax|performance)/i;
const ORDERED = /\b(sequential(ly)?|serial(ly|ize)?|one (at a time|by one|after (the )?(other|another))|in ((this |that |the given )?order(?! to\b)|sequence|series)|order (matters|is important|must)|ordered|preserve(s|d)? (the )?order|must (run|happen|be (done|run|executed|processed)) (before|after|first)|not in parallel|(don't|do not|can't|cannot|avoid|never|instead of|without) (\w+ ){0,3}(parallel(ize|ism|ise)?|concurren(t|tly|cy)|promise\.all)|avoid(s|ing)? (race|deadlock|conflict|contention|lock)|race condition|deadlock|serializable)/i;
const PACED = /\b(rate[- ]?limit(s|ed|ing)?|throttl(e|ed|es|ing)|back[- ]?pressure|avoid (overload|overwhelm|flood|hammer|hitting)\w*|overwhelm(ing|ed)?|overload(ing|ed)?|too many (requests|connections|open files)|(requests|calls) per (second|minute)|\brps\b|quota|be (nice|gentle) to|memory (pressure|usage|spike)|limit(s|ed|ing)? (the )?(concurrency|memory))/i;

/** The kind of note a comment is, or undefined for one that says nothing to us. */
export function noteKindOf(comment: string): Note['kind'] | undefined {
  if (IGNORE.test(comment)) return IGNORE_FILE.test(comment) ? 'ignore-file' : 'ignore';
  if (LINT_DISABLED.test(comment)) return 'lint-disabled';
  if (ORDERED.test(comment)) return 'ordered';
  if (PACED.test(comment)) return 'paced';
  return undefined;
}
