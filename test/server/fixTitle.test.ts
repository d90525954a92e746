import { describe, expect, it } from 'vitest';
import type { Fix } from '../../server/src/engine/finding';
import { fixTitle, menuTitle } from '../../server/src/protocol/fixTitle';

const fix = (assumes: string, applicability: Fix['applicability'] = 'unsafe'): Fix => ({ title: 'Do it', applicability, assumes, edits: [] });
const LONG = 'The calls do not depend on each other\'s effects; when one fails, the others have already started.';

describe('fix titles', () => {
  it('say what is assumed, unless the fix is safe', () => {
    expect(fixTitle(fix(LONG))).toBe('Do it (assumes the calls do not depend on each other\'s effects; when one fails, the others have already started)');
    expect(fixTitle(fix('URLs are unique.'))).toBe('Do it (assumes URLs are unique)');
    expect(fixTitle(fix(LONG, 'safe'))).toBe('Do it');
  });

  it('are short in menus, and end at a word', () => {
    expect(menuTitle(fix(LONG))).toBe('Do it (assumes the calls do not depend on each other\'s effects; when one …)');
    expect(menuTitle(fix('URLs are unique.'))).toBe('Do it (assumes URLs are unique)');
    expect(menuTitle(fix('', 'safe'))).toBe('Do it');
  });
});
