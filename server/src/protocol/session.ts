/** What the handlers of one connection share. Wiring only: each part has its own file and its own state. */
import type { Connection } from 'vscode-languageserver/node';
import type { Engine } from '../engine/engine';
import type { Abilities } from './abilities';
import type { Analyses } from './analyses';
import type { Configuration } from './configuration';
import type { Push } from './diagnostics/push';
import type { Documents } from './documents';
import type { Guard } from './guard';
import type { ServerHost } from './host';
import type { ScanStore } from './scanStore';
import type { StatusReport } from './status';

export interface Session {
  readonly connection: Connection;
  readonly engine: Engine;
  readonly host: ServerHost;
  readonly documents: Documents;
  readonly configuration: Configuration;
  readonly analyses: Analyses;
  readonly scanned: ScanStore;
  readonly status: StatusReport;
  readonly guard: Guard;
  /** Set by `initialize`; before it a client can do nothing. */
  abilities(): Abilities;
  /** URI of a rule's page, when there is one. */
  readonly ruleUri: (rule: string) => string | undefined;
  readonly push: Push;
  /** Findings of some document may differ from what the client shows: have it ask again, or publish. */
  refresh(): void;
}
