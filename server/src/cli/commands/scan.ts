/** `perf-hints scan`. */
import type { CliHost } from '../host';
import type { ScanArguments } from '../arguments';
import { DEFAULT_BASELINE, newFindings, readBaseline, writeBaseline } from '../baseline';
import { createPaint } from '../colors';
import { ExitCode } from '../exitCode';
import { formatGithub } from '../formats/github';
import { formatJson } from '../formats/json';
import { formatSarif } from '../formats/sarif';
import { formatStats } from '../formats/stats';
import { formatText } from '../formats/text';
import { prepare } from '../preparation';
import { createReport, plural } from '../report';
import type { ReportNotes, ScanReport } from '../report';
import { cacheFolder } from '../../workspace/cacheFolder';
import { absolutePath } from '../../workspace/paths';
import { scan } from '../../workspace/scan';

export async function runScan(args: ScanArguments, host: CliHost): Promise<ExitCode> {
  const { engine, root, projectRoot, paths, configuration, patternRoot } = await prepare(args, host);
  const baselinePath = args.baseline === undefined ? absolutePath(root, DEFAULT_BASELINE) : absolutePath(host.cwd, args.baseline);
  // Read before the work, so that a mistyped name costs no time.
  const known = args.baseline === undefined || args.writeBaseline ? undefined : readBaseline(baselinePath);

  const result = await scan(
    { root: projectRoot, paths, configuration, patternRoot, jobs: args.jobs, cacheFolder: args.cache ? cacheFolder(host.env) : undefined, withFixes: args.format === 'json' && !args.writeBaseline },
    { engine, workerFile: host.workerFile, token: host.token },
  );
  const { report: all, notes: allNotes } = createReport(result, root, host.version);
  if (args.writeBaseline) {
    writeBaseline(baselinePath, all.findings);
    host.error(`${plural(all.findings.length, 'finding')} recorded in ${baselinePath}\n`);
    return ExitCode.nothingFound;
  }

  const findings = known === undefined ? all.findings : newFindings(all.findings, known);
  const report: ScanReport = { ...all, findings, summary: { ...all.summary, findings: findings.length } };
  const notes: ReportNotes = { ...allNotes, known: all.findings.length - findings.length };
  switch (args.format) {
    case 'text': host.out(formatText(report, notes, createPaint(host.color))); break;
    case 'json': host.out(formatJson(report)); break;
    case 'sarif': host.out(formatSarif(report, { rules: engine.rules, page: host.rulePage, pageUri: host.rulePageUri })); break;
    case 'github': host.out(formatGithub(report)); break;
  }
  if (args.format !== 'text') for (const { path, rule } of notes.internalErrors) host.error(`The rule ${rule} failed on ${path}; this is a defect of Perf Hints.\n`);
  if (args.stats) {
    const { user, system } = process.cpuUsage();
    host.error(formatStats(result, notes, { cpu: (user + system) / 1000, peakMemory: process.resourceUsage().maxRSS * 1024 }));
  }
  return findings.length === 0 ? ExitCode.nothingFound : ExitCode.findings;
}
