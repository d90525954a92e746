/** Finds and opens the config file; what it means is `config/`'s. */
import { readFileSync } from 'node:fs';
import type { Rule } from '../engine/rule';
import { CONFIG_FILE_NAME, parseConfigFile } from '../config/parseConfigFile';
import type { ParsedConfig } from '../config/parseConfigFile';
import { EMPTY_LAYER } from '../config/configuration';
import { joinPath, parentOf } from './paths';
import { errorCode } from './skipped';

export interface ConfigFile extends ParsedConfig {
  readonly path: string;
}

/** Looks in the folder and in those above it; undefined when there is none. */
export function findConfigFile(folder: string, rules: readonly Rule[]): ConfigFile | undefined {
  for (let at = folder; ; at = parentOf(at)) {
    const file = readConfigFile(joinPath(at, CONFIG_FILE_NAME), rules, 'may be missing');
    if (file !== undefined) return file;
    if (parentOf(at) === at) return undefined;
  }
}

/** A file that cannot be opened is told as a problem; a missing one only when it `must exist`. */
export function readConfigFile(path: string, rules: readonly Rule[], missing: 'must exist' | 'may be missing'): ConfigFile | undefined {
  try {
    return { path, ...parseConfigFile(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''), rules) };
  } catch (error) {
    const code = errorCode(error);
    if ((code === 'ENOENT' || code === 'ENOTDIR') && missing === 'may be missing') return undefined;
    const message = code === 'ENOENT' ? 'There is no such file; check the path given with --config.' : `The file cannot be read (${code}).`;
    return { path, layer: EMPTY_LAYER, problems: [{ message, line: 1, column: 1 }] };
  }
}
