/** What a fix must not lose or double, read from the text by a parser of its own: comments and imported modules. */
import { parse } from '@typescript-eslint/typescript-estree';

export interface Remains {
  /** Comment texts without their marks, in source order. */
  readonly comments: readonly string[];
  /**
   * How many import declarations name the module, for values and for types apart: `value fs`, `type fs`. In Python: how many
   * statements of the top level name the module (`import asyncio`) or a member of it (`from asyncio import gather`).
   */
  readonly imports: ReadonlyMap<string, number>;
}

/** Throws on a syntax error; callers check that first. */
export function remainsOf(path: string, text: string): Remains {
  if (path.endsWith('.py')) return { comments: [...text.matchAll(/#\s*(.*)$/gm)].map((match) => (match[1] ?? '').trim()), imports: pythonImports(text) };
  const program = parse(text, { comment: true, jsx: /\.(tsx|jsx|js|mjs|cjs)$/.test(path), filePath: path });
  const imports = new Map<string, number>();
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const key = `${statement.importKind} ${statement.source.value}`;
    imports.set(key, (imports.get(key) ?? 0) + 1);
  }
  return { comments: (program.comments ?? []).map((comment) => comment.value.trim()), imports };
}

/** Those in functions are there on purpose, and each function has its own. */
function pythonImports(text: string): Map<string, number> {
  const imports = new Map<string, number>();
  const add = (key: string): unknown => imports.set(key, (imports.get(key) ?? 0) + 1);
  for (const [, from, members = '', modules = ''] of text.matchAll(/^(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n;]*)|import[ \t]+([^\n;]*))/gm)) {
    for (const part of (from === undefined ? modules : members).replace(/#.*$/gm, '').split(/[(),]/)) {
      const name = part.trim().replace(/\s+/g, ' ');
      if (name !== '') add(from === undefined ? `import ${name}` : `from ${from} import ${name}`);
    }
  }
  return imports;
}
