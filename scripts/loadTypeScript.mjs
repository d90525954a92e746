/** Lets plain Node scripts import the project's TypeScript: bundles one file in memory and evaluates it. */
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Gives the module's exports. `path` is absolute. */
export async function loadTypeScript(path) {
  const { outputFiles } = await build({ entryPoints: [path], bundle: true, write: false, platform: 'node', target: 'node20', format: 'cjs', packages: 'external', logLevel: 'error' });
  const module = { exports: {} };
  const [{ text }] = outputFiles;
  new Function('module', 'exports', 'require', text)(module, module.exports, createRequire(pathToFileURL(path)));
  return module.exports;
}
