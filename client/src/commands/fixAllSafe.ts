/** Fix All Safe in File: the source action of the active editor, run from the palette. */
import * as vscode from 'vscode';
import { FIX_ALL_KIND } from '../../../server/src/protocol/messages';

export async function fixAllSafe(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    void vscode.window.showInformationMessage('Open a file to fix its performance hints.');
    return;
  }
  const { document } = editor;
  const range = new vscode.Range(0, 0, document.lineCount, 0);
  // The number asks for that many actions with their edits; the server offers one.
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, range, FIX_ALL_KIND, 1);
  const edit = actions.find(({ kind }) => kind?.value === FIX_ALL_KIND)?.edit;
  if (edit === undefined) {
    void vscode.window.showInformationMessage('No performance hint in this file has a safe fix.');
    return;
  }
  if (!await vscode.workspace.applyEdit(edit)) void vscode.window.showWarningMessage('The file changed while it was being fixed. Run the command again.');
}
