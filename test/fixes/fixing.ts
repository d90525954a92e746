/** Fixes of one imagined file, applied; and the builders' view of a text. */
import { createPerfHints } from '../../server/src/composition';
import type { Fix } from '../../server/src/engine/finding';
import { createEcmascriptFrontend } from '../../server/src/languages/ecmascript/index';
import { applyEdits } from '../../server/src/text/edits';
import type { Code } from '../../server/src/fixes/ecmascript/code';
import type { FixContext } from '../../server/src/engine/rule';
import { readCode } from '../../server/src/fixes/ecmascript/code';
import { analyse, settingsFor } from '../harness/analyse';
import type { ImaginedFile } from '../harness/analyse';
import { installedGrammars } from '../harness/grammars';

const engine = createPerfHints(installedGrammars());
await engine.prepare();
const frontend = createEcmascriptFrontend();
await frontend.prepare();

export interface Offered {
  readonly fix: Fix;
  readonly text: string;
}

/** All fixes of a rule, each applied alone. */
export function fixesOf(rule: string, text: string, path = 'src/service.ts'): Offered[] {
  const imagined: ImaginedFile = { path, text, dependencies: ['@prisma/client', 'pg', 'axios', 'typeorm', 'mongoose', 'drizzle-orm', 'sequelize', 'httpx', 'django', 'sqlalchemy'], settings: settingsFor(undefined, {}, true) };
  const { analysis, fixes } = analyse(engine, imagined);
  if (!analysis.findings.some((finding) => finding.rule === rule)) throw new Error(`nothing of ${rule} is found in:\n${text}\nfound: ${JSON.stringify(analysis.findings.map((finding) => finding.message))}, spared: ${JSON.stringify(analysis.spared)}`);
  return analysis.findings.flatMap((finding, index) => (finding.rule === rule ? (fixes[index] ?? []).map((fix) => ({ fix, text: applyEdits(text, fix.edits) })) : []));
}

/** The text after the only fix of a rule; throws when there is none or more. */
export function fixed(rule: string, text: string, path?: string): string {
  const offered = fixesOf(rule, text, path);
  if (offered.length !== 1) throw new Error(`expected one fix, got ${JSON.stringify(offered.map(({ fix }) => fix.title))} for:\n${text}`);
  return offered[0]?.text ?? '';
}

export function codeOf(text: string, path = '/project/src/service.ts'): Code {
  const file = { path, text };
  const tree = frontend.tree(file);
  if (tree === undefined) throw new Error(`does not parse:\n${text}`);
  const facts = undefined as never;
  const context: FixContext = { path, text, tree, summary: frontend.summarise(file), facts, once: (read) => read(context) };
  return readCode(context);
}
