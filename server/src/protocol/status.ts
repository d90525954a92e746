/** Tells the client the server's state and counts, only when they changed. */
import type { Connection } from 'vscode-languageserver/node';
import type { Status } from './messages';
import { StatusNotification } from './messages';

export interface StatusReport {
  state(state: 'ready' | 'scanning', detail?: string): void;
  /** Something failed and was survived; shown until `recovered`. */
  failed(detail: string): void;
  recovered(): void;
  /** What is wrong with settings or config files; empty when nothing is. */
  misconfigured(detail: string): void;
  counts(findings: number, files: number): void;
}

export function createStatusReport(connection: Connection): StatusReport {
  let base: { state: 'starting' | 'ready' | 'scanning'; detail: string } = { state: 'starting', detail: '' };
  let failure = '';
  let mistake = '';
  let counts = { findings: 0, files: 0 };
  let sent = '';

  function send(): void {
    const problem = failure === '' ? mistake : failure;
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
    failed(detail) {
      failure = detail;
      send();
    },
    recovered() {
      failure = '';
      send();
    },
    misconfigured(detail) {
      mistake = detail;
      send();
    },
    counts(findings, files) {
      counts = { findings, files };
      send();
    },
  };
}
