/** Files, config and pages in memory. Tests change `files` and `config` as a user would change the disk. */
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { throwIfCancelled } from '../../../server/src/engine/cancellation';
import type { Engine } from '../../../server/src/engine/engine';
import type { AnalysisSettings } from '../../../server/src/engine/settings';
import { DEFAULT_SETTINGS } from '../../../server/src/engine/settings';
import type { FolderConfig, ServerHost } from '../../../server/src/protocol/host';
import { placeFindings } from '../../../server/src/workspace/analyseFile';

export interface MemoryHost extends ServerHost {
  readonly files: Map<string, string>;
  /** What the config file of each folder says; merged over the editor's. */
  readonly configs: Map<string, Partial<AnalysisSettings>>;
  /** How long one file of a scan takes, in milliseconds. */
  scanPause: number;
}

export function createMemoryHost(engine: Engine): MemoryHost {
  const files = new Map<string, string>();
  const configs = new Map<string, Partial<AnalysisSettings>>();

  async function config(root: string | undefined, editor: unknown): Promise<FolderConfig> {
    const given = (typeof editor === 'object' && editor !== null ? editor : {}) as { enable?: boolean; rules?: AnalysisSettings['rules'] };
    const own = root === undefined ? undefined : configs.get(root);
    return {
      settings: { ...DEFAULT_SETTINGS, ...(given.rules === undefined ? {} : { rules: given.rules }), ...own },
      enabled: given.enable !== false, debounceMs: 30, isExcluded: (path) => path.includes('/excluded/'),
      configPath: [...files.keys()].find((path) => path === `${root}/perf-hints.config.json`), problems: [],
    };
  }

  const host: MemoryHost = {
    files,
    configs,
    scanPause: 0,
    config,
    project: async (_path, root) => ({ root: root ?? '', dependencies: new Set<string>() }),
    async scan({ root, paths, editor, token, onFiles }) {
      const { settings } = await config(root, editor);
      const found = [...files].filter(([path]) => paths.some((given) => path === given || path.startsWith(`${given}/`)));
      const sources = found.filter(([path]) => engine.frontendFor(path) !== undefined);
      let done = 0;
      for (const [path, text] of sources) {
        await (host.scanPause > 0 ? sleep(host.scanPause) : turn());
        throwIfCancelled(token);
        const file = { path, text };
        const frontend = engine.frontendFor(path);
        if (frontend === undefined) continue;
        const analysis = engine.judge(file, frontend.summarise(file), { root, dependencies: new Set() }, settings, token);
        const findings = placeFindings(analysis.findings, file, () => []);
        onFiles([{ path, skipped: undefined, source: 'parsed', key: '', findings, suppressed: 0, omitted: analysis.omitted, internalErrors: analysis.internalErrors }], ++done, sources.length);
      }
      return found.filter(([path]) => engine.frontendFor(path) === undefined).map(([path]) => ({ path, reason: 'not a supported language', detail: '' }));
    },
    read: async (path) => files.get(path),
    invalidate: () => {},
    rulePage: async (rule) => (engine.rules.some(({ id }) => id === rule) ? { markdown: `# ${rule}\n`, uri: `file:///pages/${rule}.md` } : undefined),
  };
  return host;
}
