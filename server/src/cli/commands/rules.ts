/** `perf-hints rules`: the list, or one rule's page. */
import { nearestName } from '../../config/nearestName';
import type { CliHost } from '../host';
import { createPaint } from '../colors';
import { ExitCode } from '../exitCode';
import { UsageError } from '../usageError';

export async function runRules(id: string | undefined, host: CliHost): Promise<ExitCode> {
  const { rules, frontends } = await host.createEngine();
  if (id === undefined) {
    const paint = createPaint(host.color);
    const width = Math.max(0, ...rules.map((rule) => rule.id.length));
    for (const rule of rules) {
      const languages = rule.languages.filter((language) => frontends.some((frontend) => frontend.id === language));
      const fixes = Object.keys(rule.fixers).length > 0 ? ', with fixes' : '';
      host.out(`${paint('bold', rule.id.padEnd(width))}  ${rule.description} ${paint('dim', `(${rule.severity}, ${languages.join(' and ')}${fixes})`)}\n`);
    }
    return ExitCode.nothingFound;
  }
  if (!rules.some((rule) => rule.id === id)) {
    const guess = nearestName(id, rules.map((rule) => rule.id));
    throw new UsageError(`There is no rule \`${id}\`${guess === undefined ? '' : `; did you mean \`${guess}\`?`}; perf-hints rules lists them`);
  }
  const page = host.rulePage(id);
  if (page === undefined) throw new UsageError(`The page of ${id} is missing from this installation; reinstall perf-hints, or run npm run build in a checkout`);
  host.out(page.endsWith('\n') ? page : `${page}\n`);
  return ExitCode.nothingFound;
}
