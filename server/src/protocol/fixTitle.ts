/** How a fix is called: what it does, and what it takes for granted when it is not safe. */
import type { Fix } from '../engine/finding';

/** Longer menus cover the code they are about; hover and explanation have room for all of it. */
const MENU_ASSUMPTION = 60;

/** In full. */
export function fixTitle({ title, applicability, assumes }: Fix): string {
  return applicability === 'safe' || assumes === '' ? title : `${title} (assumes ${sentencePart(assumes)})`;
}

/** For menus: a long assumption ends at a word, with an ellipsis. */
export function menuTitle(fix: Fix): string {
  const assumption = sentencePart(fix.assumes);
  if (assumption.length <= MENU_ASSUMPTION) return fixTitle(fix);
  const cut = assumption.slice(0, MENU_ASSUMPTION);
  return fixTitle({ ...fix, assumes: `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[,;:]$/, '')} …` });
}

/** Without the full stop and the capital of a sentence; names and acronyms keep theirs. */
function sentencePart(text: string): string {
  const open = text.replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(open) ? open.charAt(0).toLowerCase() + open.slice(1) : open;
}
