/** What a fix must not lose or double, read from the text by a parser of its own: comments and imported modules. */
import { parse } from '@typescript-eslint/typescript-estree';

export interface Remains {
  /** Comment texts without their marks, in source order. */
  readonly comments: readonly string[];
  /** How many import declarations name the module, for values and for types apart: `value fs`, `type fs`. */
  readonly imports: ReadonlyMap<string, number>;
}

/** Throws on a syntax error; callers check that first. */
export function remainsOf(path: string, text: string): Remains {
  if (path.endsWith('.py')) return { comments: [...text.matchAll(/#\s*(.*)$/gm)].map((match) => (match[1] ?? '').trim()), imports: new Map() };
  const program = parse(text, { comment: true, jsx: /\.(tsx|jsx|js|mjs|cjs)$/.test(path), filePath: path });
  const imports = new Map<string, number>();
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const key = `${statement.importKind} ${statement.source.value}`;
    imports.set(key, (imports.get(key) ?? 0) + 1);
  }
  return { comments: (program.comments ?? []).map((comment) => comment.value.trim()), imports };
}
