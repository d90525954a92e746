/** `perf-hints explain FILE:LINE`: which rules looked at the line, and why each spoke or stayed silent. */
import { isAtLeast, isSilencedRole, judgementsAt } from '../../engine/engine';
import type { Finding } from '../../engine/finding';
import { createLineIndex } from '../../text/lineIndex';
import { placeFindings } from '../../workspace/analyseFile';
import { fileKind } from '../../workspace/fileKind';
import { absolutePath, relativePath } from '../../workspace/paths';
import { createProjectReader } from '../../workspace/projectInfo';
import { createSourceReader } from '../../workspace/readSource';
import { reasonText } from '../../workspace/skipped';
import type { ExplainArguments } from '../arguments';
import { createPaint } from '../colors';
import { ExitCode } from '../exitCode';
import { findingLines } from '../formats/text';
import type { CliHost } from '../host';
import { prepare } from '../preparation';
import { plural, reportedFinding } from '../report';
import { UsageError } from '../usageError';

/** Exit 1 when a rule reports something on the line, as for `scan`. */
export async function runExplain(args: ExplainArguments, host: CliHost): Promise<ExitCode> {
  const path = absolutePath(host.cwd, args.path);
  if (fileKind(path) === 'folder') throw new UsageError(`${args.path} is a folder; name a file: perf-hints explain FILE:LINE`);
  const { engine, root, configuration, configPath } = await prepare({ paths: [args.path], config: args.config, rules: [], includeTests: false }, host);
  const frontend = engine.frontendFor(path);
  if (frontend === undefined) throw new UsageError(`${args.path} is in no language Perf Hints reads`);
  const reading = createSourceReader(configuration.maxFileSize)(path);
  if ('skipped' in reading) throw new UsageError(`${args.path} is not analysed: ${reasonText(reading.skipped)}`);
  await engine.prepare([path]);

  const file = { path, text: reading.source.text };
  const lines = createLineIndex(file.text);
  if (args.line > lines.lineCount) throw new UsageError(`${args.path} has only ${plural(lines.lineCount, 'line')}`);
  const summary = frontend.summarise(file);
  const problem = summary.problems[0];
  if (problem !== undefined) throw new UsageError(`${args.path} does not parse: line ${lines.positionAt(problem.range.start).line + 1}, ${problem.message}`);

  const paint = createPaint(host.color);
  const line = lines.lineRange(args.line - 1);
  const project = createProjectReader(root)(path);
  const settings = configuration.analysis;
  host.out(`${paint('bold', `${relativePath(root, path)}:${args.line}`)}  ${file.text.slice(line.start, line.end).trim()}\n`);
  const role = engine.roleOf(file, project);
  if (isSilencedRole(role, settings.includeTests)) {
    const otherwise = isSilencedRole(role, true) ? '' : ' What follows is what it would say with --include-tests.';
    host.out(`This file counts as ${role}, so a scan says nothing about it.${otherwise}\n`);
  }
  // All is shown: explaining what is hidden is the point.
  const shown = { ...settings, includeTests: true, minimumSeverity: 'hint', maxFindingsPerFile: 0 } as const;
  const analysis = engine.judge(file, summary, project, shown, host.token);
  if (analysis.skipped) return ExitCode.nothingFound;
  const { findings, spared } = judgementsAt(analysis, line);

  for (const finding of findings) {
    const [placed] = placeFindings([finding], file, () => engine.fixes(finding, file, summary, project));
    if (placed === undefined) continue;
    const reported = reportedFinding(placed, root);
    host.out(`\n${paint('bold', finding.rule)} speaks, because ${proof(finding)}:\n`);
    host.out(`${findingLines(reported, paint).join('\n')}\n`);
    if (analysis.suppressed.includes(finding)) host.out('      hidden by a perf-hints-ignore comment\n');
    else if (!isAtLeast(finding.severity, settings.minimumSeverity)) host.out(`      hidden, since it is below minimumSeverity ${settings.minimumSeverity}\n`);
    for (const { title, applicability, assumes } of reported.fixes) host.out(`      fix (${applicability}): ${title}${assumes === undefined ? '' : `; assumes ${assumes}`}\n`);
  }
  for (const { rule, gate, reason } of spared) host.out(`\n${paint('bold', rule)} stays silent: ${reason}${gate === '' ? '' : paint('dim', ` (${gate})`)}\n`);

  const spoke = new Set([...findings, ...spared].map(({ rule }) => rule));
  const off = engine.rules.filter((rule) => settings.rules[rule.id]?.severity === 'off');
  const quiet = engine.rules.filter((rule) => !spoke.has(rule.id) && !off.includes(rule));
  host.out(`\n${quiet.length > 0 ? `Saw nothing on this line: ${quiet.map((rule) => rule.id).join(', ')}\n` : ''}`);
  if (off.length > 0) host.out(`Off in ${configPath === undefined ? 'the settings' : relativePath(root, configPath)}: ${off.map((rule) => rule.id).join(', ')}\n`);
  for (const { rule, message } of analysis.internalErrors) host.error(`The rule ${rule} failed; this is a defect of Perf Hints: ${message}\n`);
  return findings.length > 0 ? ExitCode.findings : ExitCode.nothingFound;
}

function proof({ confidence }: Finding): string {
  switch (confidence) {
    case 'proven': return 'imports, types or the call chain prove the work';
    case 'likely': return 'the shape of the call makes the work likely';
    case 'named': return 'the name alone suggests the work';
  }
}
