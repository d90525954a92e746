/** Reads the text of a `perf-hints.config.json`: JSON with comments. Finding and opening the file is `workspace/`'s. */
import { findNodeAtLocation, parseTree, printParseErrorCode, getNodeValue } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { Rule } from '../engine/rule';
import { createLineIndex } from '../text/lineIndex';
import type { SettingsLayer } from './configuration';
import { EMPTY_LAYER } from './configuration';
import { readLayer } from './readLayer';

export const CONFIG_FILE_NAME = 'perf-hints.config.json';

export interface ConfigProblem {
  /** What happened and what to do, as a sentence. */
  readonly message: string;
  /** 1-based, as editors show them. */
  readonly line: number;
  readonly column: number;
}

export interface ParsedConfig {
  readonly layer: SettingsLayer;
  readonly problems: readonly ConfigProblem[];
}

export function parseConfigFile(text: string, rules: readonly Rule[]): ParsedConfig {
  const lines = createLineIndex(text);
  const problemAt = (offset: number, message: string): ConfigProblem => {
    const { line, column } = lines.positionAt(offset);
    return { message, line: line + 1, column: column + 1 };
  };

  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const first = errors[0];
  if (tree === undefined || first !== undefined) {
    const what = text.trim() === '' || first === undefined ? 'The file is empty' : `This is not valid JSON (${printParseErrorCode(first.error)})`;
    return { layer: EMPTY_LAYER, problems: [problemAt(first?.offset ?? 0, `${what}; the file is ignored until that is repaired.`)] };
  }

  const { layer, problems } = readLayer(getNodeValue(tree), 'file', rules);
  return { layer, problems: problems.map(({ at, message }) => problemAt(offsetOf(tree, at), message)) };
}

/** The key where there is one, so that an editor's cursor lands on the name. */
function offsetOf(tree: Node, at: readonly string[]): number {
  const node = at.length === 0 ? tree : findNodeAtLocation(tree, [...at]);
  const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  return (key ?? node ?? tree).offset;
}
