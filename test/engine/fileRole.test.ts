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

  it('takes commands for scripts where the program is a command line', () => {
    expect(fileRoleOf('src/commands/add.ts', '', 'command-line')).toBe('script');
    expect(fileRoleOf('src/lib/add.ts', '', 'command-line')).toBe('source');
  });
});
