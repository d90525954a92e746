/** What the builders read from a text: comments, style, names. */
import { describe, expect, it } from 'vitest';
import { claimName, freshName } from '../../server/src/fixes/ecmascript/code';
import { removalOf } from '../../server/src/fixes/ecmascript/layout';
import { reindentEdits } from '../../server/src/fixes/lines';
import { usesTransaction } from '../../server/src/fixes/ecmascript/tree';
import { applyEdits } from '../../server/src/text/edits';
import { codeOf } from './fixing';

const commentTexts = (text: string, path?: string): string[] => codeOf(text, path).comments.map(({ start, end }) => text.slice(start, end));

describe('comments', () => {
  it('are told from strings, templates, patterns, divisions and JSX', () => {
    expect(commentTexts('const a = \'// no\'; // one\nconst b = `/* no ${/* two */ a} // no`;\nconst c = /\\/\\/ no/g.test(a); const d = 4 / 2 / 1; /* three\n lines */\n')).toEqual(['// one', '/* two */', '/* three\n lines */']);
    expect(commentTexts('const x = <a href="//no">http://no {/* one */}</a>;\n', '/p/a.tsx')).toEqual(['/* one */']);
  });

  it('end with the line, whichever way lines end', () => {
    expect(commentTexts('a(); // one\r\nb(); // two')).toEqual(['// one', '// two']);
  });
});

describe('style', () => {
  it('is read from the file', () => {
    expect(codeOf('import {a} from "a"\nfoo(x => {\n\tbar("b")\n})\n').style).toMatchObject({ unit: '\t', quote: '"', semicolon: '', arrowParens: false, newline: '\n' });
    expect(codeOf('import { a } from \'a\';\r\nfoo((x) => {\r\n    bar({ b: 1 });\r\n});\r\n').style).toMatchObject({ unit: '    ', quote: '\'', semicolon: ';', arrowParens: true, braceSpace: ' ', newline: '\r\n' });
  });
});

describe('names', () => {
  it('avoid what is taken and what the language keeps', () => {
    expect(freshName(new Set(['user', 'user2']), 'user')).toBe('user3');
    expect(freshName(new Set(), 'class')).toBe('class2');
    expect(claimName(new Set(['users']), 'users', 0)).toBe('loadedUsers');
    expect(claimName(new Set(), 'users', 1)).toBe('users2');
  });
});

describe('layout', () => {
  it('moves lines, but neither templates nor comments over several lines', () => {
    const text = '{\n  a(`x\n  y`);\n  /* one\n     two */\n\n  b();\n}';
    expect(applyEdits(text, reindentEdits(codeOf(text), { start: 1, end: text.length - 1 }, '', '  '))).toBe('{\n    a(`x\n  y`);\n    /* one\n     two */\n\n    b();\n}');
  });

  it.each([
    ['f() {\n  GONE;\n\n  b();\n}', 'f() {\n  b();\n}'],
    ['a();\n\nGONE;\n\nb();', 'a();\n\nb();'],
    ['{\n  a();\n\n  GONE;\n}', '{\n  a();\n}'],
    ['a();\nGONE;\nb();', 'a();\nb();'],
    ['a(); GONE; b();', 'a();  b();'],
  ])('removes a statement from %j', (text, after) => {
    const start = text.indexOf('GONE');
    const { start: from, end } = removalOf(text, { start, end: start + 5 });
    expect(text.slice(0, from) + text.slice(end)).toBe(after);
  });
});

describe('transactions', () => {
  it.each(['f({ transaction })', 'f(tx)', 'f(id, { session })', 'f({ session: dbSession })', 'tx.user.find()'])('are seen in %s', (text) => {
    expect(usesTransaction(codeOf(`${text};`).program)).toBe(true);
  });

  it.each(['f(session.user.id)', 'f({ session: 1 })', 'f(ctx.session)', 'f(context)'])('are not seen in %s', (text) => {
    expect(usesTransaction(codeOf(`${text};`).program)).toBe(false);
  });
});
