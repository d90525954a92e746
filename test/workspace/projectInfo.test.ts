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

it('tells roles from the innermost project named', () => {
  const root = temporaryFolder({ 'examples/shop/package.json': '{}' });
  const projectOf = createProjectReader(root, [`${root}/examples/shop`]);
  expect(projectOf(`${root}/examples/shop/src/a.ts`).root).toBe(`${root}/examples/shop`);
  expect(projectOf(`${root}/examples/other/a.ts`).root).toBe(root);
});
