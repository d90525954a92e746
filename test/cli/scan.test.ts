/** `perf-hints scan`: the contract that scripts rely on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, writeFiles } from '../workspace/temporaryFolder';
import { perfHints } from './commandLine';

const SHOP = {
  'src/a.ts': '// first\nslow(orders); slow(lines);\n',
  'src/b, c:d%.ts': '\uFEFF  slow(x);\n',
  'src/broken.ts': '\n  @@ slow(x)',
  'src/fine.ts': 'fast(x);',
  'src/quiet.ts': 'slow(x); // perf-hints-ignore slow-call: known\n',
  'test/a.test.ts': 'slow(x);',
  'bin.ts': Buffer.from([0x61, 0]),
};

describe('scan', () => {
  it('prints exactly the promised JSON', async () => {
    const cwd = temporaryFolder(SHOP);
    const { code, out, error } = await perfHints(cwd, ['scan', '--format', 'json']);
    const report = JSON.parse(out) as { summary: { ms: number }; findings: { fingerprint: string }[] };
    const fingerprints = report.findings.map(({ fingerprint }) => fingerprint);
    expect(fingerprints.every((value) => /^[0-9a-f]{16}$/.test(value))).toBe(true);
    const finding = (path: string, line: number, start: number, end: number, what: string, fingerprint: string | undefined) => ({
      rule: 'slow-call', severity: 'warning', confidence: 'proven', message: `\`slow\` runs for ${what}`, path,
      range: { start: { line, column: start }, end: { line, column: end } },
      chain: [{ path, line, column: start, message: 'slow waits here' }],
      cost: `1 call per ${what}`, fixes: [{ title: 'Call fast', applicability: 'safe' }], fingerprint,
    });
    expect({ ...report, summary: { ...report.summary, ms: 0 } }).toEqual({
      version: '1.2.3', root: cwd,
      findings: [
        finding('src/a.ts', 2, 1, 13, 'orders', fingerprints[0]),
        finding('src/a.ts', 2, 15, 26, 'lines', fingerprints[1]),
        finding('src/b, c:d%.ts', 1, 3, 10, 'x', fingerprints[2]),
      ],
      skipped: [
        { path: 'bin.ts', reason: 'binary' },
        { path: 'src/broken.ts', reason: expect.stringMatching(/^does not parse: 2:3 /) as string },
        { path: 'test/a.test.ts', reason: 'test' },
      ],
      summary: { files: 5, parsed: 5, cached: 0, findings: 3, ms: 0 },
    });
    expect(Object.keys(report)).toEqual(['version', 'root', 'findings', 'skipped', 'summary']);
    expect([code, error]).toEqual([1, '']);
  });

  it('prints text for people', async () => {
    const cwd = temporaryFolder(SHOP);
    const { code, out } = await perfHints(cwd, ['scan']);
    expect(out).toBe([
      'src/a.ts',
      '  2:1  warning  `slow` runs for orders  slow-call',
      '      cost: 1 call per orders',
      '      → slow waits here (2:1)',
      '  2:15  warning  `slow` runs for lines  slow-call',
      '      cost: 1 call per lines',
      '      → slow waits here (2:15)',
      '',
      'src/b, c:d%.ts',
      '  1:3  warning  `slow` runs for x  slow-call',
      '      cost: 1 call per x',
      '      → slow waits here (1:3)',
      '',
      '3 findings (3 warnings) in 2 of 5 files',
      '1 suppressed by comments',
      'Skipped 3: 1 binary, 1 does not parse, 1 test',
      '',
    ].join('\n'));
    expect(code).toBe(1);
    expect((await perfHints(cwd, ['scan'], { color: true })).out).toContain('\u001b[1msrc/a.ts\u001b[22m');
    expect(await perfHints(cwd, ['scan', 'src/fine.ts'])).toEqual({ code: 0, out: 'No findings in 1 file\n', error: '' });
  });

  it('prints workflow commands, escaped', async () => {
    const cwd = temporaryFolder(SHOP);
    const { out } = await perfHints(cwd, ['scan', '--format', 'github', 'src/b, c:d%.ts']);
    expect(out).toBe('::warning file=src/b%2C c%3Ad%25.ts,line=1,endLine=1,col=3,endColumn=10,title=slow-call::`slow` runs for x%0ACost: 1 call per x%0Asrc/b, c:d%25.ts:1: slow waits here\n');
  });

  it('prints SARIF that fits its schema', async () => {
    const cwd = temporaryFolder(SHOP);
    const { out } = await perfHints(cwd, ['scan', '--format', 'sarif']);
    const log = JSON.parse(out) as { runs: [{ results: Record<string, unknown>[]; tool: { driver: { rules: { helpUri: string }[] } }; invocations: [{ toolExecutionNotifications: unknown[] }] }] };
    const published = JSON.parse(readFileSync(createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<string, unknown>;
    // It is written as draft 4, but uses nothing of it beyond these two names.
    const { $schema: _draft, id: _id, ...schema } = published;
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(schema);
    expect(validate(log), JSON.stringify(validate.errors, null, 2)).toBe(true);
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    const [{ results, tool, invocations }] = log.runs;
    expect(results).toHaveLength(3);
    expect(tool.driver.rules.map(({ helpUri }) => helpUri)).toEqual(['https://example.org/rules/slow-call']);
    expect(results[2]).toMatchObject({
      ruleId: 'slow-call', ruleIndex: 0, level: 'warning',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'src/b%2C%20c%3Ad%25.ts', uriBaseId: 'SRCROOT' }, region: { startLine: 1, startColumn: 3, endLine: 1, endColumn: 10 } } }],
      relatedLocations: [{ id: 1, message: { text: 'slow waits here' } }],
    });
    expect(invocations[0].toolExecutionNotifications).toHaveLength(2);
  });

  it('parses nothing the second time, and finds the same', async () => {
    const cwd = temporaryFolder(SHOP);
    const cache = temporaryFolder();
    const [first, second] = [await perfHints(cwd, ['scan', '--format', 'json'], { cache }), await perfHints(cwd, ['scan', '--format', 'json'], { cache })];
    const [a, b] = [JSON.parse(first.out) as { findings: unknown; summary: object }, JSON.parse(second.out) as { findings: unknown; summary: object }];
    expect(b.summary).toMatchObject({ files: 5, parsed: 0, cached: 5 });
    expect(b.findings).toEqual(a.findings);
    writeFiles(cwd, { 'src/fine.ts': 'slow(more);' });
    const third = JSON.parse((await perfHints(cwd, ['scan', '--format', 'json'], { cache })).out) as { summary: object };
    expect(third.summary).toMatchObject({ parsed: 1, cached: 4, findings: 4 });
    const none = temporaryFolder();
    await perfHints(cwd, ['scan', '--no-cache'], { cache: `${none}/cache` });
    expect(existsSync(`${none}/cache`)).toBe(false);
  });

  it('hides what the baseline knows, by count', async () => {
    const cwd = temporaryFolder({ 'src/a.ts': 'slow(x);\n' });
    expect(await perfHints(cwd, ['scan', '--write-baseline'])).toMatchObject({ code: 0, out: '' });
    expect(await perfHints(cwd, ['scan', '--baseline', 'perf-hints.baseline.json'])).toMatchObject({ code: 0, out: 'No findings in 1 file\n1 known from the baseline\n' });
    writeFileSync(`${cwd}/src/a.ts`, '\n\nslow(x);\nslow(x);\n');
    const { code, out } = await perfHints(cwd, ['scan', '--baseline', 'perf-hints.baseline.json', '--format', 'json']);
    expect([code, (JSON.parse(out) as { findings: { range: { start: { line: number } } }[] }).findings.map(({ range }) => range.start.line)]).toEqual([1, [4]]);
    expect(await perfHints(cwd, ['scan', '--baseline', 'none.json'])).toMatchObject({ code: 2, error: expect.stringContaining('none.json does not exist; write it with') as string });
    writeFileSync(`${cwd}/odd.json`, '{"version": 1, "findings": []}');
    expect(await perfHints(cwd, ['scan', '--baseline', 'odd.json'])).toMatchObject({ code: 2, error: expect.stringContaining('--write-baseline') as string });
  });

  it('obeys the config file, from the root upwards or the one named', async () => {
    const above = temporaryFolder({ 'perf-hints.config.json': '{ "exclude": ["legacy"], "rules": { "slow-call": "hint" } }', 'app/src/a.ts': 'slow(x);', 'app/legacy/b.ts': 'slow(x);', 'mine.json': '{ "includeTests": true }', 'app/test/t.ts': 'slow(x);' });
    expect(await perfHints(`${above}/app`, ['scan'])).toMatchObject({ code: 0, out: 'No findings in 1 file\nSkipped 1: 1 test\n' });
    expect((await perfHints(`${above}/app`, ['scan', '--severity', 'hint'])).out).toContain('hint  `slow` runs for x');
    expect((await perfHints(`${above}/app`, ['scan', '--config', '../mine.json'])).out).toContain('3 findings');
    expect((await perfHints(`${above}/app`, ['scan', '--include-tests', '--severity', 'hint'])).out).toContain('2 findings');
  });

  it('runs a rule asked for by name even when the project turned it off', async () => {
    const cwd = temporaryFolder({ 'perf-hints.config.json': '{ "rules": { "slow-call": "off" } }', 'a.ts': 'slow(x);' });
    expect((await perfHints(cwd, ['scan'])).code).toBe(0);
    expect((await perfHints(cwd, ['scan', '--rule', 'slow-call'])).code).toBe(1);
  });

  it('takes a folder named outside the current one as its own root, and a project as no example', async () => {
    const cwd = temporaryFolder({ 'test/elsewhere/package.json': '{}', 'test/elsewhere/src/a.ts': 'slow(x);', 'examples/shop/package.json': '{}', 'examples/shop/a.ts': 'slow(x);', 'here/x.ts': '' });
    const { out } = await perfHints(`${cwd}/here`, ['scan', '../test/elsewhere/src', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ root: `${cwd}/test/elsewhere/src`, findings: [{ path: 'a.ts' }] });
    expect((await perfHints(cwd, ['scan', 'examples/shop'])).out).toMatch(/^examples\/shop\/a\.ts\n/);
    expect((await perfHints(cwd, ['scan', '.'])).code).toBe(0);
  });

  it('looks above a folder named outside the current one only for its repository', async () => {
    const outside = temporaryFolder({ 'package.json': '{}', 'examples/loose/a.ts': 'slow(x);', 'examples/kept/.git/HEAD': '', 'examples/kept/test/b.ts': 'slow(x);', 'examples/kept/lib/c.ts': 'slow(x);', 'here/x.ts': '' });
    const scanned = async (...paths: string[]): Promise<unknown> => {
      const report = JSON.parse((await perfHints(`${outside}/here`, ['scan', ...paths, '--format', 'json'])).out) as { root: string; findings: { path: string }[] };
      return { root: report.root, paths: report.findings.map(({ path }) => path) };
    };
    expect(await scanned('../examples/loose')).toEqual({ root: `${outside}/examples/loose`, paths: ['a.ts'] });
    expect(await scanned('../examples/kept/lib')).toEqual({ root: `${outside}/examples/kept/lib`, paths: ['c.ts'] });
    // Part of a repository, it plays the part it has there.
    expect(await scanned('../examples/kept/test')).toEqual({ root: `${outside}/examples/kept/test`, paths: [] });
    expect(await scanned('../examples/loose', '../examples/kept')).toEqual({ root: `${outside}/examples`, paths: ['kept/lib/c.ts', 'loose/a.ts'] });
  });

  it('tells where the time went on standard error, so that the output stays clean', async () => {
    const cwd = temporaryFolder(SHOP);
    const { out, error } = await perfHints(cwd, ['scan', '--stats', '--format', 'json']);
    expect(() => JSON.parse(out) as unknown).not.toThrow();
    for (const word of ['discover', 'read', 'parse', 'summarise', 'rules', 'cache', 'parsed / from cache', 'peak memory']) expect(error).toContain(word);
  });
});

describe('what cannot run', () => {
  it.each([
    [['scn'], 'There is no command `scn`; did you mean `scan`?'],
    [['scan', '--formt', 'json'], '`scan` has no option --formt; did you mean --format?'],
    [['scan', '--format', 'xml'], '--format must be one of text, json, sarif, github, not `xml`'],
    [['scan', '--severity', 'error'], '--severity must be one of warning, information, hint, not `error`'],
    [['scan', '--jobs', '0'], '--jobs must be a whole number'],
    [['scan', '--rule', 'slow-cal'], 'There is no rule `slow-cal`; did you mean `slow-call`?'],
    [['scan', 'nowhere'], 'There is no file or folder nowhere'],
    [['scan', '--config', 'none.json'], 'none.json:1:1: There is no such file'],
    [['scan', '--config', 'bad.json'], 'bad.json:2:3: There is no setting `rulez`'],
    [['scan', '--rule'], 'perf-hints scan --help'],
    [['explain'], 'Give exactly one place'],
    [['explain', 'a.ts'], '`a.ts` is not a place'],
    [['explain', 'a.ts:99'], 'a.ts has only 1 line'],
    [['rules', 'x'], 'There is no rule `x`'],
    [['server'], 'perf-hints server --stdio'],
  ])('%j ends with 2 and says what to do', async (argv, message) => {
    const cwd = temporaryFolder({ 'a.ts': 'slow(x);', 'bad.json': '{\n  "rulez": {}\n}' });
    const { code, out, error } = await perfHints(cwd, argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain(message);
    expect(error).not.toContain('    at ');
  });
});

describe('other commands', () => {
  it('tell version, help, rules and pages', async () => {
    const cwd = temporaryFolder();
    expect(await perfHints(cwd, ['--version'])).toEqual({ code: 0, out: '1.2.3\n', error: '' });
    expect((await perfHints(cwd, [])).out).toContain('perf-hints scan [paths]');
    expect((await perfHints(cwd, ['scan', '--help'])).out).toContain('--write-baseline');
    expect((await perfHints(cwd, ['rules'])).out).toBe('slow-call  Calls of slow. (warning, ecmascript, with fixes)\n');
    expect((await perfHints(cwd, ['rules', 'slow-call'])).out).toBe('# Slow call\n');
    expect((await perfHints(cwd, ['server', '--stdio'])).out).toBe('server started');
  });
});
