/** What the command line needs from its surroundings. The entry point gives the real thing, tests an in-memory one. */
import type { CancellationToken } from '../engine/cancellation';
import type { Engine } from '../engine/engine';

export interface CliHost {
  /** Absolute. */
  readonly cwd: string;
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
  /** Results: what scripts read. */
  out(text: string): void;
  /** Messages for the person: problems, statistics. */
  error(text: string): void;
  readonly color: boolean;
  readonly token: CancellationToken;
  createEngine(): Promise<Engine>;
  /** Bundled worker thread; undefined runs everything in one thread. */
  readonly workerFile: string | undefined;
  /** Markdown of a rule's page; undefined when there is none. */
  rulePage(rule: string): string | undefined;
  /** An address for it that holds beyond this machine where the project has one. */
  rulePageUri(rule: string): string | undefined;
  /** Resolves when the connection has ended. */
  startServer(): Promise<void>;
}
