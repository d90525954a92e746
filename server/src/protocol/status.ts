/** Tells the client the server's state and counts, only when they changed. */
import type { Connection } from 'vscode-languageserver/node';
import type { Status } from './messages';
import { StatusNotification } from './messages';

export interface StatusReport {
  state(state: 'ready' | 'scanning', detail?: string): void;
  /** Something failed or is misconfigured; stays until `recovered` or the next problem. */
  problem(detail: string): void;
  recovered(): void;
  counts(findings: number, files: number): void;
}

export function createStatusReport(connection: Connection): StatusReport {
  let base: { state: 'starting' | 'ready' | 'scanning'; detail: string } = { state: 'starting', detail: '' };
  let problem = '';
  let counts = { findings: 0, files: 0 };
  let sent = '';

  function send(): void {
    const status: Status = problem === '' ? { ...base, ...counts } : { state: 'error', detail: problem, ...counts };
    const text = JSON.stringify(status);
    if (text === sent || base.state === 'starting') return;
    sent = text;
    void connection.sendNotification(StatusNotification, status);
  }

  return {
    state(state, detail = '') {
      base = { state, detail };
      send();
    },
    problem(detail) {
      problem = detail;
      send();
    },
    recovered() {
      problem = '';
      send();
    },
    counts(findings, files) {
      counts = { findings, files };
      send();
    },
  };
}
