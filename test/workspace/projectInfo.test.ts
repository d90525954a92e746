/** Dependencies of manifests, from a file's folder up to the root. */
import { expect, it } from 'vitest';
import { createProjectReader } from '../../server/src/workspace/projectInfo';
import { temporaryFolder } from './temporaryFolder';

it('joins the manifests between a file and the root, and no others', () => {
  const above = temporaryFolder({
    'package.json': '{"dependencies": {"above": "1"}}',
    'root/package.json': '{"devDependencies": {"top": "1"}}',
    'root/packages/api/package.json': '{"dependencies": {"pg": "8"}, "peerDependencies": {"express": "5"}}',
    'root/packages/bad/package.json': '{ not json',
    'root/packages/odd/package.json': '{"dependencies": ["pg"]}',
  });
  const root = `${above}/root`;
  const projectOf = createProjectReader(root);
  expect([...projectOf(`${root}/packages/api/src/deep/a.ts`).dependencies].sort()).toEqual(['express', 'pg', 'top']);
  expect([...projectOf(`${root}/packages/bad/a.ts`).dependencies]).toEqual(['top']);
  expect([...projectOf(`${root}/packages/odd/a.ts`).dependencies]).toEqual(['top']);
  expect(projectOf(`${root}/a.ts`).root).toBe(root);
});

it('takes a package that is called by name and serves nobody for a command line', () => {
  const root = temporaryFolder({
    'package.json': '{"bin": "top.js", "dependencies": {"express": "5"}}',
    'packages/cli/package.json': '{"bin": {"shop": "dist/cli.js"}}',
    'packages/admin/package.json': '{"dependencies": {"yargs": "17"}}',
    'packages/api/package.json': '{"bin": "dist/serve.js", "dependencies": {"@nestjs/core": "11"}}',
    'packages/core/package.json': '{"dependencies": {"pg": "8"}}',
  });
  const projectOf = createProjectReader(root);
  const programs = ['packages/cli/src/commands/a.ts', 'packages/admin/a.ts', 'packages/api/a.ts', 'packages/core/a.ts', 'a.ts'].map((path) => projectOf(`${root}/${path}`).program);
  expect(programs).toEqual(['command-line', 'command-line', 'application', 'application', 'application']);
});

it('tells roles from the innermost project named', () => {
  const root = temporaryFolder({ 'examples/shop/package.json': '{}' });
  const projectOf = createProjectReader(root, [`${root}/examples/shop`]);
  expect(projectOf(`${root}/examples/shop/src/a.ts`).root).toBe(`${root}/examples/shop`);
  expect(projectOf(`${root}/examples/other/a.ts`).root).toBe(root);
});
