import { describe, expect, it } from 'vitest';
import { readAnnotations } from './expectations';

describe('readAnnotations', () => {
  it('cuts directives out and remembers the lines', () => {
    const { text, lines, expectations, silences, mistakes } = readAnnotations([
      '// path: src/routes/a.ts',
      '// dependencies: pg express',
      'one(); // expect: slow-call "for one"',
      '// cost: "1 call" chain: "waits"',
      'two(); // a remark // ok: one at a time',
      '<A>{two()}</A> {/* expect: slow-call expect: other "x \\"y\\"" */}',
    ].join('\n'));
    expect(text).toBe('one();\ntwo(); // a remark\n<A>{two()}</A>');
    expect(lines).toEqual([3, 5, 6]);
    expect(expectations).toEqual([
      { kind: 'expect', rule: 'slow-call', text: 'for one', chain: ['waits'], cost: '1 call', line: 3 },
      { kind: 'expect', rule: 'slow-call', text: '', chain: [], cost: '', line: 6 },
      { kind: 'expect', rule: 'other', text: 'x "y"', chain: [], cost: '', line: 6 },
    ]);
    expect(silences).toEqual([{ kind: 'ok', reason: 'one at a time', line: 5 }]);
    expect(mistakes).toEqual([]);
  });

  it('reads the header', () => {
    const { header, text } = readAnnotations('// path: lib/a.ts\n// options: {"max": 5}\n// include-hints\na();');
    expect(header).toEqual({ path: 'lib/a.ts', dependencies: [], options: { max: 5 }, includeHints: true });
    expect(text).toBe('a();');
  });

  it.each([
    ['a(); // expect slow-call', 'looks like a directive'],
    ['a(); // expected: slow-call', 'looks like a directive'],
    ['a(); // expect: Slow', 'cannot read'],
    ['a(); // ok:', 'say why'],
    ['a(); // cost: "x"', 'must follow'],
    ['a(); // expect: slow-call', 'must quote'],
    ['a();\n\n// ok: nothing above', 'there is none'],
    ['a();\n// path: src/a.ts', 'headers only at the top'],
    ['// options: {max}\na();', 'one JSON object'],
  ])('tells what is wrong with %j', (written, message) => {
    expect(readAnnotations(written).mistakes.join('\n')).toContain(message);
  });
});
