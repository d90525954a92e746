/** oxc-parser: native, fast, optional. On Node 22 and later its buffer is read without a JSON detour. */
import type { Parser } from '../parse';
import type { TSESTree } from '../syntax';

const FIRST_NODE_WITH_RAW_TRANSFER = 22;

/** Rejects when the package or its binding for this platform is missing. */
export async function loadOxc(): Promise<Parser> {
  const { parseSync } = await import('oxc-parser');
  const major = Number(process.versions.node.split('.')[0]);
  const options = {
    astType: 'ts',
    preserveParens: false,
    ...(major >= FIRST_NODE_WITH_RAW_TRANSFER ? { experimentalRawTransfer: true } : {}),
  } as const;
  // The binding is found at the first call, not at import: fail here, where the caller can still choose the other parser.
  parseSync('probe.ts', '', options);
  return {
    name: 'oxc',
    parse(file, { typescript, jsx }) {
      const lang = typescript ? (jsx ? 'tsx' : 'ts') : 'jsx';
      const result = parseSync(`file.${lang}`, file.text, { ...options, lang });
      const problems = result.errors
        .filter((error) => error.severity === 'Error')
        .map((error) => ({ message: error.message, range: { start: error.labels[0]?.start ?? 0, end: error.labels[0]?.end ?? 0 } }));
      const comments = result.comments.map(({ value, start, end }) => ({ text: value, range: { start, end } }));
      return { program: problems.length === 0 ? (result.program as unknown as TSESTree.Program) : undefined, comments, problems };
    },
  };
}
