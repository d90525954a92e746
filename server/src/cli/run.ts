/** Runs one command and gives its exit code. Never throws and never ends the process. */
import { readArguments } from './arguments';
import { ExitCode } from './exitCode';
import { helpText } from './help';
import type { CliHost } from './host';
import { UsageError } from './usageError';

export async function run(argv: readonly string[], host: CliHost): Promise<ExitCode> {
  try {
    const args = readArguments(argv);
    switch (args.command) {
      case 'scan': return await (await import('./commands/scan')).runScan(args, host);
      case 'fix': return await (await import('./commands/fix')).runFix(args, host);
      case 'explain': return await (await import('./commands/explain')).runExplain(args, host);
      case 'rules': return await (await import('./commands/rules')).runRules(args.rule, host);
      case 'server': return await (await import('./commands/server')).runServer(host);
      case 'version': host.out(`${host.version}\n`); return ExitCode.nothingFound;
      case 'help': host.out(helpText(args.topic)); return ExitCode.nothingFound;
    }
  } catch (error) {
    if (error instanceof UsageError) host.error(`perf-hints: ${error.message}\n`);
    else host.error(`perf-hints failed; this is a defect of Perf Hints: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return ExitCode.couldNotRun;
  }
}
