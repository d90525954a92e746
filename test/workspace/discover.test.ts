/** Which files a scan takes, and that it names those it leaves out. */
import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CancelledError, NEVER_CANCELLED } from '../../server/src/engine/cancellation';
import type { DiscoveryRequest } from '../../server/src/workspace/discover';
import { discoverFiles } from '../../server/src/workspace/discover';
import { relativePath } from '../../server/src/workspace/paths';
import { reasonText } from '../../server/src/workspace/skipped';
import { temporaryFolder } from './temporaryFolder';

function discover(root: string, options: Partial<DiscoveryRequest> = {}): { files: string[]; skipped: string[] } {
  const found = discoverFiles({ paths: [root], extensions: new Set(['.ts', '.js']), root, include: [], exclude: [], maxFiles: 100, ...options }, NEVER_CANCELLED);
  return {
    files: found.files.map((path) => relativePath(root, path)),
    skipped: found.skipped.map((skipped) => `${relativePath(root, skipped.path)} ${reasonText(skipped)}`),
  };
}

describe('discovery', () => {
  it('takes files of known languages, sorted, and leaves dependencies out', () => {
    const root = temporaryFolder({ 'b.ts': '', 'a/z.js': '', 'a/y.TS': '', 'notes.md': '', 'node_modules/x/i.js': '', '.git/hooks/h.js': '', 'a/node_modules/x.js': '' });
    expect(discover(root)).toEqual({ files: ['a/y.TS', 'a/z.js', 'b.ts'], skipped: [] });
  });

  it('obeys nested ignore files, the nearest first, with negations', () => {
    const root = temporaryFolder({
      '.git/info/exclude': 'secret.ts\n',
      '.gitignore': '*.gen.ts\n/only-top.ts\nignored/\n',
      'a.gen.ts': '', 'only-top.ts': '', 'deep/only-top.ts': '', 'ignored/x.ts': '', 'secret.ts': '',
      'deep/.gitignore': '!keep.gen.ts\nlocal.ts\n',
      'deep/keep.gen.ts': '', 'deep/drop.gen.ts': '', 'deep/local.ts': '', 'local.ts': '',
    });
    expect(discover(root).files).toEqual(['deep/keep.gen.ts', 'deep/only-top.ts', 'local.ts']);
  });

  it('obeys ignore files above the folder, up to the repository', () => {
    const root = temporaryFolder({ '.git/HEAD': '', '.gitignore': 'packages/api/gen/\n', 'packages/api/gen/a.ts': '', 'packages/api/b.ts': '' });
    expect(discover(root, { paths: [`${root}/packages/api`] }).files).toEqual(['packages/api/b.ts']);
  });

  it('takes what is named, even when it is ignored', () => {
    const root = temporaryFolder({ '.git/HEAD': '', '.gitignore': 'gen/\nx.ts\n', 'gen/a.ts': '', 'x.ts': '' });
    expect(discover(root, { paths: [`${root}/gen`, `${root}/x.ts`] }).files).toEqual(['gen/a.ts', 'x.ts']);
    expect(discover(root, { paths: [`${root}/.gitignore`] }).skipped).toEqual(['.gitignore not a supported language']);
  });

  it('names build output, and takes such a name for source further down', () => {
    const root = temporaryFolder({ 'package.json': '{}', 'dist/a.js': '', 'build/a.js': '', 'src/build/a.ts': '', 'src/out/b.ts': '' });
    expect(discover(root)).toEqual({ files: ['src/build/a.ts', 'src/out/b.ts'], skipped: ['build/ build output', 'dist/ build output'].sort() });
  });

  it('obeys include and exclude patterns', () => {
    const root = temporaryFolder({ 'src/a.ts': '', 'src/legacy/b.ts': '', 'tool.ts': '' });
    expect(discover(root, { include: ['src'] }).files).toEqual(['src/a.ts', 'src/legacy/b.ts']);
    expect(discover(root, { exclude: ['**/legacy/**', 'tool.*'] }).files).toEqual(['src/a.ts']);
    expect(discover(root, { include: ['src/**/*.ts', '!src/a.ts'] }).files).toEqual(['src/legacy/b.ts']);
  });

  it('ends in a circle of links and names it', () => {
    const root = temporaryFolder({ 'a/b/c.ts': '' });
    symlinkSync(`${root}/a`, `${root}/a/b/up`);
    symlinkSync(`${root}/self.ts`, `${root}/self.ts`);
    symlinkSync(`${root}/gone.ts`, `${root}/broken.ts`);
    expect(discover(root)).toEqual({ files: ['a/b/c.ts'], skipped: ['a/b/up/ symlink loop', 'broken.ts unreadable: broken link', 'self.ts symlink loop'] });
  });

  it('follows a link out of the folder once, and lists linked files under one name', () => {
    const outside = temporaryFolder({ 'lib/x.ts': '' });
    const root = temporaryFolder({ 'a.ts': '' });
    symlinkSync(`${outside}/lib`, `${root}/one`);
    symlinkSync(`${outside}/lib`, `${root}/two`);
    symlinkSync(`${root}/a.ts`, `${root}/alias.ts`);
    const { files, skipped } = discover(root);
    expect(files).toEqual(['a.ts', 'one/x.ts']);
    expect(skipped.map((line) => line.split(':')[0])).toEqual(['alias.ts symlink', 'two/ symlink']);
  });

  it('names what is over the limit', () => {
    const root = temporaryFolder({ 'a.ts': '', 'b.ts': '', 'c.ts': '' });
    expect(discover(root, { maxFiles: 2 })).toEqual({ files: ['a.ts', 'b.ts'], skipped: ['c.ts over the file limit: more than 2'] });
  });

  it('stops when cancelled', () => {
    const root = temporaryFolder({ 'a.ts': '' });
    expect(() => discoverFiles({ paths: [root], extensions: new Set(), root, include: [], exclude: [], maxFiles: 1 }, { cancelled: true })).toThrow(CancelledError);
  });
});
