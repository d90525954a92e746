#!/usr/bin/env node
/**
 * Measures Perf Hints and its peers side by side: `npm run build && npm run bench -- [--language python]
 * [--project FOLDER] [--repetitions 5] [--without-peers]`. Without a project a synthetic one is written. Each tool reads
 * the files it reads by default; rows with --include-tests read those that peers read too. Runs are interleaved, medians
 * are told. Results go to test/bench/out/ as JSON and to the terminal as Markdown.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ecmascript } from './ecmascript.mjs';
import { measureEdits, measureServerMemory } from './editLatency.mjs';
import { memoryOf } from './lspClient.mjs';
import { python } from './python.mjs';
import { median, runTool } from './runTool.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..');
const cli = join(repository, 'dist', 'cli.js');
const { values } = parseArgs({
  options: { language: { type: 'string', default: 'typescript' }, project: { type: 'string' }, repetitions: { type: 'string', default: '5' }, 'without-peers': { type: 'boolean', default: false } },
});
const repetitions = Number(values.repetitions);
const language = { typescript: ecmascript, python }[values.language];
if (language === undefined) fail(`--language is typescript or python, not ${values.language}`);
const [COLD, COLD_ALL, SECOND, ONE_RULE] = ['perf-hints', 'perf-hints --include-tests', 'perf-hints --include-tests, second scan', `perf-hints --include-tests --rule ${language.oneRule}`];

if (!existsSync(cli)) fail('dist/cli.js is missing; run `npm run build` first');
if (values.project !== undefined && !existsSync(values.project)) fail(`there is no folder ${values.project}`);
if (!values['without-peers'] && !language.installPeers()) fail('the peers could not be installed; `--without-peers` measures Perf Hints alone');

const temporary = mkdtempSync(join(tmpdir(), 'perf-hints-bench-'));
const project = values.project === undefined ? language.synthesise(join(temporary, 'project')) : resolve(values.project);
const env = { PERF_HINTS_CACHE_DIR: join(temporary, 'cache') };

try {
  await bench();
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

async function bench() {
  const tools = toolsFor(project);
  const runs = new Map(tools.map(({ name }) => [name, []]));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const tool of tools) {
      process.stderr.write(`\r${repetition + 1}/${repetitions} ${tool.name.padEnd(40)}`);
      await tool.before?.();
      const { wallMs, cpuMs, peakMiB, stdout } = await runTool(tool);
      runs.get(tool.name).push({ wallMs, cpuMs, peakMiB, files: tool.filesIn(stdout) });
    }
  }
  process.stderr.write('\redit latency and memory                    \n');
  const edits = await measureEdits({ cli, project, env, language });
  const server = await measureServerMemory({ cli, project, env, memoryOf });
  const { stdout, stderr } = await runTool({ args: [cli, 'scan', project, '--no-cache', '--include-tests', '--stats', '--format', 'json'], cwd: project, env });
  const { summary } = JSON.parse(stdout.slice(stdout.indexOf('{')));
  const stats = (stderr.includes('parse') ? stderr : stdout).split('\n').filter((line) => /^ {2}\S.*( ms|MiB|\d)$/.test(line));
  const medians = Object.fromEntries([...runs].map(([name, list]) => [name, { cpuMs: median(list.map((run) => run.cpuMs)), wallMs: median(list.map((run) => run.wallMs)), peakMiB: median(list.map((run) => run.peakMiB)), files: list[0].files }]));

  const result = {
    project: values.project === undefined ? 'synthetic' : basename(project), files: summary.files, findings: summary.findings, repetitions,
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version, platform: process.platform }, versions: values['without-peers'] ? {} : language.versions(), medians, runs: Object.fromEntries(runs), stats, edits, server,
  };
  mkdirSync(join(here, 'out'), { recursive: true });
  const file = join(here, 'out', `${result.project}-${values.language}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(toMarkdown(result));
  console.error(`written to ${file}`);
}

function toolsFor(folder) {
  const scan = [cli, 'scan', folder];
  // Peers read tests by default: without them a scan has less to do.
  const scanAll = [...scan, '--include-tests'];
  const peers = join(here, 'node_modules');
  const filesIn = (output) => Number(/(?:No findings in|findings? \(.*\) in \d+ of) (\d+) files?/.exec(output)?.[1]);
  const own = [
    { name: COLD, args: [...scan, '--no-cache'], cwd: folder, env, filesIn },
    { name: COLD_ALL, args: [...scanAll, '--no-cache'], cwd: folder, env, filesIn },
    // The cold run before writes no cache, so fill it outside the measured run.
    { name: SECOND, args: scanAll, cwd: folder, env, filesIn, before: () => runTool({ args: scanAll, cwd: folder, env }) },
    { name: ONE_RULE, args: [...scanAll, '--no-cache', '--rule', language.oneRule], cwd: folder, env, filesIn },
  ];
  return values['without-peers'] ? own : [...own, ...language.peers(folder)];
}

function toMarkdown({ project: name, files, findings, machine, medians, stats, edits, server, versions: used }) {
  const against = (tool, other) => `${(medians[tool].cpuMs / medians[other].cpuMs).toFixed(2)}× CPU, ${(medians[tool].wallMs / medians[other].wallMs).toFixed(2)}× wall`;
  const rows = Object.entries(medians).map(([tool, { cpuMs, wallMs, peakMiB, files: read }]) => `| ${tool} | ${read} | ${seconds(cpuMs)} | ${seconds(wallMs)} | ${peakMiB.toFixed(0)} MiB | ${against(tool, COLD_ALL)} |`);
  const ratios = values['without-peers'] ? [] : [...language.ratios({ against, scan: COLD, scanAll: COLD_ALL, secondScan: SECOND, oneRule: ONE_RULE }), ''];
  return [
    `${name}: ${files} files, ${findings} findings; ${machine.cores} × ${machine.cpu}, Node ${machine.node}; ${Object.entries(used).map(([tool, version]) => `${tool} ${version}`).join(', ')}; medians of ${repetitions} interleaved runs`,
    '',
    `| tool | files | CPU (user + system) | wall | peak memory | against ${COLD_ALL} |`,
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    ...ratios,
    `${COLD_ALL} by step, summed over threads:`,
    '```',
    ...stats,
    '```',
    `Edit to diagnostics on ${edits.lines} lines (${edits.diagnostics} diagnostics, ${edits.edits} edits): p50 ${edits.p50.toFixed(1)} ms, p95 ${edits.p95.toFixed(1)} ms, worst ${edits.max.toFixed(1)} ms${edits.cpuPerEdit === undefined ? '' : `; ${edits.cpuPerEdit.toFixed(1)} ms of the server's CPU per edit`}.`,
    server.memory === undefined ? 'Server memory: not told by this platform.' : `Server memory after scanning ${server.files} files: ${server.memory.now.toFixed(0)} MiB (peak ${server.memory.peak.toFixed(0)} MiB).`,
  ].join('\n');
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}
