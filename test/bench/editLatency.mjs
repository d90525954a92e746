/**
 * From a keystroke to the diagnostics of the text after it, as an editor sees it: didChange over stdio, then a pull at
 * once, until the answer. No debounce: that is the editor's choice, not the server's work.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { percentile } from './runTool.mjs';
import { cpuOf, startServer } from './lspClient.mjs';

export async function measureEdits({ cli, project, env, language, edits = 200, lines = 1500 }) {
  const server = startServer(process.execPath, [cli, 'server', '--stdio'], { cwd: project, env });
  await server.initialize(project);
  const uri = pathToFileURL(join(project, 'src', `perfHintsBench${language.extension}`)).href;
  const text = language.synthesiseFile(lines);
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: language.languageId, version: 1, text } });
  const rows = text.split('\n');
  // Inside function bodies all over the file: a name grows letter by letter, as people type.
  const places = rows.flatMap((row, line) => {
    const bound = language.binding.exec(row);
    return bound === null ? [] : [{ line, character: bound[0].length }];
  });
  const times = [];
  let found = 0;
  const WARM_UP = 20;
  let cpuBefore;
  for (let edit = 0; edit < edits + WARM_UP; edit++) {
    const at = places[(edit * 37) % places.length];
    if (edit === WARM_UP) cpuBefore = cpuOf(server.pid);
    const started = process.hrtime.bigint();
    server.notify('textDocument/didChange', { textDocument: { uri, version: edit + 2 }, contentChanges: [{ range: { start: at, end: at }, text: 'x' }] });
    const report = await server.request('textDocument/diagnostic', { textDocument: { uri } });
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    if (edit >= WARM_UP) times.push(ms);
    found = Math.max(found, report.items?.length ?? 0);
  }
  const cpuAfter = cpuOf(server.pid);
  await server.stop();
  if (found === 0) throw new Error('the edited file has no diagnostics, so its latency says nothing');
  return { lines: rows.length, edits, diagnostics: found, p50: percentile(times, 0.5), p95: percentile(times, 0.95), max: Math.max(...times), cpuPerEdit: cpuBefore === undefined || cpuAfter === undefined ? undefined : (cpuAfter - cpuBefore) / edits };
}

export async function measureServerMemory({ cli, project, env, memoryOf }) {
  const server = startServer(process.execPath, [cli, 'server', '--stdio'], { cwd: project, env });
  await server.initialize(project);
  const result = await server.request('perfHints/scan', {});
  // What is garbage now is not what the server holds; give it the pause an editor gives.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const memory = memoryOf(server.pid);
  await server.stop();
  return { files: result.files, findings: result.findings, scanMs: result.milliseconds, memory };
}
