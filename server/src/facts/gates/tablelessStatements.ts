/** Statements that ask the database for no rows: locks, counters, probes. Knows SQL's words, knows no driver. */
import type { SiteId } from '../../engine/summary';
import { statementText } from '../argumentTests';
import type { Gate, GateContext } from './loopGates';

/** `SELECT 1`, `SELECT pg_advisory_lock($1)`, `SELECT nextval('orders')`: nothing that one statement for many could load. */
export function asksForNoRows({ summary }: Pick<GateContext, 'summary'>, site: SiteId): Gate | undefined {
  const statement = statementText(summary, summary.sites[site]?.arguments[0]);
  if (statement === undefined || !SELECT.test(statement.text) || FROM.test(statement.text)) return undefined;
  // Of a text that is filled in only the beginning is known; the tables may follow.
  return statement.complete || CALLS_FUNCTION.test(statement.text) ? { gate: 'G6', reason: 'its statement reads no table' } : undefined;
}

const SELECT = /^\s*select\b/i;
const FROM = /\bfrom\b/i;
const CALLS_FUNCTION = /^\s*select\s+(pg_\w+|\w*lock\w*|nextval|currval|setval|lastval|set_config|current_setting|gen_random_uuid|uuid_generate_v\d|last_insert_id|last_insert_rowid)\s*\(/i;
