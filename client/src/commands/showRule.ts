/** Show Rule: a rule's page, picked from the list the server has. */
import * as vscode from 'vscode';
import type { Page, RuleInfo } from '../../../server/src/protocol/messages';
import { RuleRequest, RulesRequest } from '../../../server/src/protocol/messages';
import type { Pages } from '../pages';
import type { Server } from '../server';

export async function showRule(server: Server, pages: Pages, given: unknown): Promise<void> {
  const rule = typeof given === 'string' ? given : await pickRule(server);
  if (rule === undefined) return;
  const page = await server.request<Page | null>(RuleRequest, { rule });
  if (page === null) void vscode.window.showInformationMessage(`There is no page about ${rule}.`);
  else if (page !== undefined) await pages.show(page);
}

async function pickRule(server: Server): Promise<string | undefined> {
  const rules = await server.request<RuleInfo[]>(RulesRequest, {});
  if (rules === undefined) return undefined;
  const items = rules.map(({ id, description }) => ({ label: id, detail: description }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Rule to read about', matchOnDetail: true }))?.label;
}
