/** `perf-hints server --stdio`: the same server the editor extension starts. */
import { ExitCode } from '../exitCode';
import type { CliHost } from '../host';

export async function runServer(host: CliHost): Promise<ExitCode> {
  await host.startServer();
  return ExitCode.nothingFound;
}
