/** Shows Markdown that the server made: as a preview where VS Code has one, as text otherwise. */
import * as vscode from 'vscode';
import type { Page } from '../../server/src/protocol/messages';

const SCHEME = 'perf-hints';

export interface Pages extends vscode.Disposable {
  show(page: Page): Promise<void>;
}

export function createPages(): Pages {
  const contents = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => contents.get(uri.path) ?? '',
  });
  return {
    async show({ title, markdown }) {
      const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${title.replaceAll('/', ' ')}.md` });
      contents.set(uri.path, markdown);
      changed.fire(uri);
      try {
        await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
      } catch {
        await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.Beside });
      }
    },
    dispose() {
      provider.dispose();
      changed.dispose();
    },
  };
}
