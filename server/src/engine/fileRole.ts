/** What part a file plays, told from its path and first lines; opens no file and knows no rule. */
import type { ProgramKind } from './project';

/** Rules are silent by default in all roles but `source`. */
export type FileRole =
  | 'source' | 'test' | 'script' | 'migration' | 'seed' | 'config' | 'generated' | 'vendored' | 'minified' | 'declaration' | 'example';

const BY_PATH: readonly (readonly [FileRole, RegExp])[] = [
  ['declaration', /\.d\.(ts|mts|cts)$|\.pyi$/],
  ['vendored', /(^|\/)(node_modules|vendor|vendors|third[-_]party|bower_components|site-packages)\//],
  ['generated', /(^|\/)(__generated__|generated|\.next|\.nuxt|\.svelte-kit|gen)\/|\.(generated|gen|pb)\.[cm]?[jt]sx?$|_pb2(_grpc)?\.pyi?$/],
  ['minified', /[.-]min\.[cm]?js$|\.bundle\.[cm]?js$/],
  ['test', /(^|\/)((unit|integration|functional|system|regression|smoke|api|ui|browser|selenium|playwright|cypress|e2e|end[_-]to[_-]end|load|stress|performance|contract)[_-]tests?|tests?|specs?|__tests__|__mocks__|__fixtures__|fixtures|e2e|cypress|playwright|testing|test-utils|acceptance|mocks?)\/|(^|[./_-])(test|spec|e2e|cy|stories|mock|bench|benchmark)(-[a-z]+)?\.[cm]?[jt]sx?$|(^|\/)(test_[^/]*|[^/]*_tests?|tests?|conftest)\.py$/i],
  ['migration', /(^|\/)(migrations?|alembic|alterations|upgrades|data-migrations|backgroundMigrations)\/|(^|[./_-])migration\.[cm]?[jt]s$/i],
  // Python's files are named in full: `db/fixes/fix_migration_data.py`.
  ['migration', /(^|\/)(\w*_)?migrat(e|ions?)(_\w*)?\.py$|(^|\/)(db|data)[/_]fixes\/[^/]+\.py$/],
  // At an end of a name: `predefinedMigrations/`, `blocksToJsonMigrator.ts`, `migrate-status.ts`; not `v1_migrations_createKey.ts`, a route.
  ['migration', /(^|\/)migrat(e|ions?|ors?)(?![a-z])|((?<![a-zA-Z])m|M)igrat(e|ions?|ors?)(\/|\.[cm]?[jt]sx?$|\.py$)/],
  ['seed', /(^|\/)(seeds?|seeders?|factories)\/|(^|[./_-])(seed|seeder|factory)\.([cm]?[jt]s|py)$/i],
  ['script', /(^|\/)([\w-]*scripts?|bin|tools?|dev-env|dev|ci|\.github|\.ci|hack|benchmarks?|bench|devtools|utils\/dev|cli|cli-[\w.-]+|[\w.-]+-cli)\/|(^|\/)install\.[cm]?[jt]s$|(^|\/)(manage|setup|fabfile|noxfile)\.py$|^tasks\.py$/i],
  // Python's background jobs lie in `tasks/`, and in the `tasks.py` of an application.
  ['script', /(^|\/)tasks\/.*\.[cm]?[jt]sx?$/i],
  // Packages that write code, import data once or rewrite sources, by their folder's name; deeper down these are ordinary names.
  ['script', /(^|\/)codemods?\/|(^|\/)packages\/(?:(?!src\/)[^/]+\/){0,2}(create-[\w-]+|[\w-]*generators?|generators?-[\w-]+|importers?|workflows?-tools)\//],
  ['config', /(^|\/)[^/]*\.config\.[cm]?[jt]s$|(^|\/)(gulpfile|gruntfile|webpack[^/]*|rollup[^/]*|jest[.-][^/]*|vitest[.-][^/]*)\.[cm]?[jt]s$/i],
  ['example', /(^|\/)((examples?|samples?|demos?)(_\w+)?|docs?)\//i],
];

const GENERATED_MARK = /@generated\b|\bDO NOT EDIT\b|auto-?generated (by|file)|This file (is|was) (auto-?)?generated/i;

/** In an application `commands/` may hold what it does for requests. */
const COMMANDS = /(^|\/)commands\//;

/** `path` is relative to the scanned root where there is one, so that folders above it do not count. */
export function fileRoleOf(path: string, text: string, program: ProgramKind = 'application'): FileRole {
  const normal = path.replaceAll('\\', '/');
  if (program === 'command-line' && COMMANDS.test(normal)) return 'script';
  for (const [role, pattern] of BY_PATH) if (pattern.test(normal)) return role;
  // Alembic writes its own place in the line of migrations into each file, whatever its folder is called.
  if (normal.endsWith('.py') && /^down_revision\b/m.test(text.slice(0, 3000))) return 'migration';
  const head = text.slice(0, 600);
  if (GENERATED_MARK.test(head)) return 'generated';
  // A server's main module can be started by hand as well; what defines classes is more than a script.
  if (head.startsWith('#!') && !(normal.endsWith('.py') && /^class \w/m.test(text))) return 'script';
  return isMinified(text) ? 'minified' : 'source';
}

/** Mostly very long lines, as bundlers write them. */
function isMinified(text: string): boolean {
  if (text.length < 20_000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 400;
}
