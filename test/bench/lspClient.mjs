/** A language client of a few lines over stdio: enough to edit a document and ask for its diagnostics. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export function startServer(command, args, { cwd, env = {} }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  let nextId = 1;
  let buffer = Buffer.alloc(0);

  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const receive = (message) => {
    if (message.method !== undefined && message.id !== undefined) {
      // What servers ask of editors: settings (none here), and registrations and progress, which need no answer's content.
      send({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null });
      return;
    }
    const entry = waiting.get(message.id);
    if (entry === undefined) return;
    waiting.delete(message.id);
    if (message.error !== undefined) entry.reject(new Error(`${entry.method}: ${message.error.message}`));
    else entry.resolve(message.result);
  };
  child.stdout.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const head = buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, head).toString())?.[1]);
      if (buffer.length < head + 4 + length) return;
      const body = buffer.subarray(head + 4, head + 4 + length).toString();
      buffer = buffer.subarray(head + 4 + length);
      receive(JSON.parse(body));
    }
  });
  child.on('exit', (code) => {
    for (const { reject, method } of waiting.values()) reject(new Error(`${method}: the server ended with ${code}`));
  });

  const request = (method, params) => new Promise((resolve, reject) => {
    const id = nextId++;
    waiting.set(id, { resolve, reject, method });
    send({ id, method, params });
  });
  const notify = (method, params) => send({ method, params });

  return {
    pid: child.pid,
    request,
    notify,
    async initialize(folder) {
      const uri = pathToFileURL(folder).href;
      await request('initialize', {
        processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: 'bench' }],
        capabilities: {
          textDocument: { diagnostic: { relatedInformation: true, dataSupport: true }, synchronization: {} },
          workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
          window: { workDoneProgress: true },
        },
      });
      notify('initialized', {});
    },
    async stop() {
      await request('shutdown', null);
      notify('exit', null);
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

/** Memory a process holds now and held at most, in MiB; undefined where the platform does not say. */
export function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    return { now: field('VmRSS'), peak: field('VmHWM') };
  } catch {
    return undefined;
  }
}

/** User and system time of a process so far, in milliseconds; undefined where the platform does not say. */
export function cpuOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // Clock ticks of a hundredth of a second, as Linux has them everywhere.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return undefined;
  }
}
