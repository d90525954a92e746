/** Roles told from paths: what is silenced, and ordinary names that must not be. */
import { describe, expect, it } from 'vitest';
import { fileRoleOf } from '../../server/src/engine/fileRole';

describe('fileRoleOf', () => {
  it.each([
    'src/predefinedMigrations/v2/index.ts', 'src/utilities/blocksToJsonMigrator.ts', 'src/migrateLocalizeStatus.ts', 'src/createMigration.ts', 'server/migrator/run.ts',
  ])('takes %s for a migration', (path) => {
    expect(fileRoleOf(path, '')).toBe('migration');
  });

  it.each([
    'packages/codemod/src/index.ts', 'packages/create-shop-app/src/lib/ast.ts', 'packages/data-service-generator/src/server/create.ts', 'packages/importer/src/cards.ts', 'tools/packages/docs-generator/src/a.ts',
  ])('takes %s for a script', (path) => {
    expect(fileRoleOf(path, '')).toBe('script');
  });

  it.each([
    'src/immigration/cases.ts', 'src/emigrationService.ts', 'app/orders/create-order/page.ts', 'packages/admin/src/routes/create-region/form.ts', 'packages/types/src/importer/jira.ts',
    'packages/data-service-generator-catalog/src/version.ts', 'server/commands/documentMover.ts',
  ])('takes %s for source', (path) => {
    expect(fileRoleOf(path, '')).toBe('source');
  });

  it.each([
    ['test', 'shop/orders/tests.py'], ['test', 'tests/orders/factories.py'], ['test', 'orders/test_views.py'], ['test', 'conftest.py'], ['test', 'shop/playwright_tests/login.py'], ['test', 'shop/integration-tests/orders.py'], ['source', 'shop/ab_tests/views.py'], ['example', 'shop/ext/example_storage/plugin.py'], ['source', 'shop/sampler/views.py'], ['source', 'shop/contests/views.py'], ['migration', 'orders/migrations/0001_initial.py'],
    ['migration', 'alembic/versions/3f_add_orders.py'], ['migration', 'shop/db/fixes/fix_migration_data.py'], ['source', 'shop/immigration.py'], ['declaration', 'shop/orders.pyi'], ['generated', 'proto/orders_pb2_grpc.py'], ['script', 'manage.py'], ['script', 'tasks.py'],
    ['source', 'shop/orders/tasks.py'], ['source', 'shop/tasks/mail.py'], ['source', 'shop/orders/management/commands/purge.py'], ['source', 'shop/contests.py'], ['source', 'shop/settings/base.py'],
  ] as const)('takes for %s: %s', (role, path) => {
    expect(fileRoleOf(path, '')).toBe(role);
  });

  it('takes a module that can be started for source when it defines classes', () => {
    expect(fileRoleOf('shop/app.py', '#!/usr/bin/env python\nclass Server(Base):\n    pass\n')).toBe('source');
    expect(fileRoleOf('shop/once.py', '#!/usr/bin/env python\ndef main():\n    pass\n')).toBe('script');
  });

  it('takes what alembic wrote for a migration', () => {
    expect(fileRoleOf('shop/database/revisions/2024_add_orders.py', 'revision = "a1"\ndown_revision: str = "b2"\n')).toBe('migration');
  });

  it('takes commands for scripts where the program is a command line', () => {
    expect(fileRoleOf('src/commands/add.ts', '', 'command-line')).toBe('script');
    expect(fileRoleOf('src/lib/add.ts', '', 'command-line')).toBe('source');
  });
});
