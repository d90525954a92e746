/** Tells files of the project from packages, by specifier and manifest alone. */
import type { ProjectInfo } from '../engine/project';

export type ModuleOrigin = 'project' | 'package';

/** Modules of the run-time itself need no manifest entry. */
const RUNTIME = /^(node:|bun:|npm:|jsr:|cloudflare:)|^(assert|async_hooks|buffer|child_process|cluster|console|constants|crypto|dgram|diagnostics_channel|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|sys|timers|tls|trace_events|tty|url|util|v8|vm|wasi|worker_threads|zlib)(\/|$)/;

/** Modules of the run-time that only compute. */
const PURE = /^(node:)?(assert|buffer|events|os|path|punycode|querystring|string_decoder|url|util)(\/|$)/;

export function isPureModule(module: string): boolean {
  return PURE.test(module);
}

export function moduleOrigin(module: string, project: ProjectInfo): ModuleOrigin {
  if (/^[./~#]|^@\//.test(module)) return 'project';
  if (RUNTIME.test(module)) return 'package';
  if (project.packages?.has(packageName(module)) === true) return 'project';
  // Without a manifest nothing tells an alias (`src/db`) from a package.
  if (project.dependencies.size === 0) return 'package';
  return project.dependencies.has(packageName(module)) ? 'package' : 'project';
}

/** `@scope/name/sub` → `@scope/name`, `name/sub` → `name`. */
export function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

export function isRuntimeModule(module: string): boolean {
  return RUNTIME.test(module);
}
