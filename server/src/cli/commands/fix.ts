/** `perf-hints fix`: applies fixes file by file, or shows what it would change. */
import type { Finding, Fix } from '../../engine/finding';
import { fixAll } from '../../engine/fixAll';
import { createProjectReader, isProject } from '../../workspace/projectInfo';
import { relativePath } from '../../workspace/paths';
import { createSourceReader, encodeSource } from '../../workspace/readSource';
import { scan } from '../../workspace/scan';
import { errorCode, reasonText } from '../../workspace/skipped';
import { writeAtomically } from '../../workspace/writeAtomically';
import type { FixArguments } from '../arguments';
import { createPaint } from '../colors';
import { ExitCode } from '../exitCode';
import type { CliHost } from '../host';
import { prepare } from '../preparation';
import { plural } from '../report';

export async function runFix(args: FixArguments, host: CliHost): Promise<ExitCode> {
  const { engine, root, projectRoot, paths, configuration, patternRoot } = await prepare(args, host);
  const settings = configuration.analysis;
  const found = await scan(
    { root: projectRoot, paths, configuration, patternRoot, jobs: 0, cacheFolder: undefined, withFixes: false },
    { engine, workerFile: host.workerFile, token: host.token },
  );
  await engine.prepare(found.files.map(({ path }) => path));
  const readSource = createSourceReader(configuration.maxFileSize);
  const projectOf = createProjectReader(projectRoot, paths.filter((path) => isProject(path)));
  const accepts = (fix: Fix): boolean => fix.applicability === 'safe' || (args.unsafe && fix.applicability === 'unsafe');

  const applied: { readonly finding: Finding; readonly fix: Fix }[] = [];
  let changed = 0;
  let left = 0;
  let failed = 0;
  for (const { path, findings } of found.files.filter((file) => file.findings.length > 0)) {
    const name = relativePath(root, path);
    const reading = readSource(path);
    if ('skipped' in reading) {
      host.error(`${name} was left alone: ${reasonText(reading.skipped)}\n`);
      left += findings.length;
      continue;
    }
    const { text, encoding, hash } = reading.source;
    const project = projectOf(path);
    const result = fixAll(engine, { path, text }, project, settings, accepts, host.token);
    const after = withLineEndingsOf(text, result.text);
    left += args.dryRun ? findings.length : findingsIn(path, after);
    if (after === text) continue;
    if (args.dryRun) {
      const { createTwoFilesPatch } = await import('diff');
      // Git applies it from the root: git apply reads the a/ and b/ prefixes.
      host.out(createTwoFilesPatch(`a/${name}`, `b/${name}`, text, after, undefined, undefined, { context: 3, stripTrailingCr: false }).replace(/^=+\n/, ''));
    } else if (!write(path, name, encodeSource(after, encoding), hash)) continue;
    changed++;
    applied.push(...result.applied);
  }

  const paint = createPaint(host.color);
  const tell = args.dryRun ? host.error : host.out;
  if (!args.dryRun) for (const { finding, fix } of applied) host.out(`${relativePath(root, finding.path)}  ${fix.title}  ${paint('dim', finding.rule)}\n`);
  tell(changed === 0
    ? `Nothing to change: no ${args.unsafe ? '' : 'safe '}fix applies${args.unsafe ? '' : ' (--unsafe applies also those that assume something)'}.\n`
    : `${plural(applied.length, 'fix').replace('fixs', 'fixes')} ${args.dryRun ? 'would change' : 'changed'} ${plural(changed, 'file')}${args.dryRun ? '' : `; ${plural(left, 'finding')} left`}.\n`);
  if (failed > 0) return ExitCode.couldNotRun;
  return left === 0 ? ExitCode.nothingFound : ExitCode.findings;

  function findingsIn(path: string, text: string): number {
    const summary = engine.frontendFor(path)?.summarise({ path, text });
    return summary === undefined ? 0 : engine.judge({ path, text }, summary, projectOf(path), settings, host.token).findings.length;
  }

  /** False when nothing was written, with the reason told. */
  function write(path: string, name: string, bytes: Buffer, hash: string): boolean {
    const now = readSource(path);
    if ('skipped' in now || now.source.hash !== hash) {
      host.error(`${name} changed meanwhile and was left alone; run the command again\n`);
      failed++;
      return false;
    }
    try {
      writeAtomically(path, bytes);
      return true;
    } catch (error) {
      host.error(`${name} cannot be written (${errorCode(error)}); check its permissions\n`);
      failed++;
      return false;
    }
  }
}

/** Fixers write \n; a file that uses only \r\n keeps doing so. */
function withLineEndingsOf(before: string, after: string): string {
  const usesOnlyCrLf = before.includes('\r\n') && !/(^|[^\r])\n/.test(before);
  return usesOnlyCrLf ? after.replace(/\r?\n/g, '\r\n') : after;
}
