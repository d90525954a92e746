/** Where the platform wants caches to be, and keeping that folder small. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { toSlashes } from './paths';

const FOLDER_LIMIT = 1024 ** 3;
const STALE_TEMPORARY_MS = 60 * 60 * 1000;

/** `PERF_HINTS_CACHE_DIR` overrides the platform's convention. */
export function cacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const chosen = env['PERF_HINTS_CACHE_DIR'];
  if (chosen !== undefined && chosen !== '') return toSlashes(chosen);
  return toSlashes(join(platformFolder(env, platform), 'perf-hints'));
}

function platformFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  const xdg = env['XDG_CACHE_HOME'];
  // The specification says that relative values are to be ignored.
  return xdg !== undefined && xdg.startsWith('/') ? xdg : join(homedir(), '.cache');
}

/** Removes the packs not used for longest until the rest fits, and what killed processes left behind. Never throws. */
export function pruneCacheFolder(folder: string, now: number, limit = FOLDER_LIMIT): void {
  try {
    const files = readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat?.isFile() === true ? [{ path, size: stat.size, time: stat.mtimeMs }] : [];
    });
    let total = 0;
    for (const file of files.sort((a, b) => b.time - a.time)) {
      const isStale = file.path.endsWith('.tmp') && now - file.time > STALE_TEMPORARY_MS;
      if (!isStale) total += file.size;
      if (isStale || (total > limit && file.path.endsWith('.pack'))) rmSync(file.path, { force: true });
    }
  } catch {
    // Another process prunes at the same time, or the folder is not ours to clean: the next scan tries again.
  }
}
