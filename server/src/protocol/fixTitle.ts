/** How a fix is called in menus: what it does, and what it takes for granted when it is not safe. */
import type { Fix } from '../engine/finding';

export function fixTitle({ title, applicability, assumes }: Fix): string {
  return applicability === 'safe' || assumes === '' ? title : `${title} (assumes ${lowerFirst(assumes.replace(/\.$/, ''))})`;
}

/** Keeps names and acronyms: only a capital followed by a small letter begins a sentence. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
