/** Fixes of blocking-call-in-async: await the asynchronous form of the call. Which form that is stands here, one row per function. */
import type { Applicability, Fix } from '../../engine/finding';
import type { Fixer } from '../../engine/rule';
import type { SiteId } from '../../engine/summary';
import { addImport } from '../../fixes/ecmascript/addImport';
import { awaitCall, continuesWait, runsAfterAwait, standsAlone } from '../../fixes/ecmascript/awaitCall';
import type { Code } from '../../fixes/ecmascript/code';
import { readCode, sourceOf } from '../../fixes/ecmascript/code';
import { replaceImport } from '../../fixes/ecmascript/replaceImport';
import type { Place } from '../../fixes/ecmascript/tree';
import { placeOf } from '../../fixes/ecmascript/tree';
import type { TSESTree } from '../../languages/ecmascript/syntax';
import type { TextEdit } from '../../text/edits';

type Call = Place<TSESTree.CallExpression>;

interface Form {
  readonly name: string;
  /** `promises`: in `fs.promises`. `same`: beside the blocking one. `callback`: takes a callback and has to be promisified. */
  readonly home: 'promises' | 'same' | 'callback';
  /** What others may see happen meanwhile. */
  readonly meanwhile: string;
  /** Never better than this: two writes of one file at a time may mix, two computations may not. */
  readonly best: Applicability;
}

const READ: Omit<Form, 'name'> = { home: 'promises', meanwhile: 'other code may run while the file is read', best: 'safe' };
const WRITE: Omit<Form, 'name'> = { home: 'promises', meanwhile: 'other code may run while the files are written, and none of it uses the same files', best: 'unsafe' };
const HASH: Omit<Form, 'name'> = { home: 'same', meanwhile: 'other code may run while the hash is computed', best: 'safe' };
const SKETCH: Omit<Form, 'name'> = { home: 'callback', meanwhile: 'the result has the same shape, and other code may run meanwhile', best: 'display-only' };

/** By what the call is, as `<library>#<name>`. */
const FORMS: Readonly<Record<string, Form>> = {
  'nodeFs#readFileSync': { name: 'readFile', ...READ },
  'nodeFs#readdirSync': { name: 'readdir', ...READ },
  'nodeFs#writeFileSync': { name: 'writeFile', ...WRITE },
  'nodeFs#appendFileSync': { name: 'appendFile', ...WRITE },
  'nodeFs#copyFileSync': { name: 'copyFile', ...WRITE },
  'nodeFs#cpSync': { name: 'cp', ...WRITE },
  'nodeFs#rmSync': { name: 'rm', ...WRITE },
  'bcrypt#hashSync': { name: 'hash', ...HASH },
  'bcrypt#compareSync': { name: 'compare', ...HASH },
  'bcrypt#verifySync': { name: 'verify', ...HASH },
  'nodeCrypto#pbkdf2Sync': { name: 'pbkdf2', ...SKETCH },
  'nodeCrypto#scryptSync': { name: 'scrypt', ...SKETCH },
  'nodeCrypto#generateKeyPairSync': { name: 'generateKeyPair', ...SKETCH },
  'nodeZlib#gzipSync': { name: 'gzip', ...SKETCH },
  'nodeZlib#gunzipSync': { name: 'gunzip', ...SKETCH },
  'nodeZlib#deflateSync': { name: 'deflate', ...SKETCH },
  'nodeZlib#inflateSync': { name: 'inflate', ...SKETCH },
  'nodeZlib#brotliCompressSync': { name: 'brotliCompress', ...SKETCH },
  'nodeZlib#brotliDecompressSync': { name: 'brotliDecompress', ...SKETCH },
  'nodeChildProcess#execSync': { name: 'exec', ...SKETCH, meanwhile: 'the output is read from `stdout`, and other code may run meanwhile' },
  'nodeChildProcess#execFileSync': { name: 'execFile', ...SKETCH, meanwhile: 'the output is read from `stdout`, and other code may run meanwhile' },
};

export const fixer: Fixer = (finding, context) => {
  const form = FORMS[String(finding.state['effect'])];
  const site = context.summary.sites[finding.state['site'] as SiteId];
  if (form === undefined || site === undefined) return [];
  const code = readCode(context);
  const place = placeOf(code.program, site.range, 'CallExpression');
  if (place === undefined || !hasSameArguments(place, form)) return [];
  const value = context.summary.values[site.callee];
  const imported = value?.kind === 'import' ? value.module : undefined;
  const callee = otherCallee(code, place, form, imported);
  const edits = callee === undefined ? undefined : awaitCall(code, place, callee.text);
  if (callee === undefined || edits === undefined) return [];
  return [toFix(place, form, [...edits, ...callee.edits], writesFiles(context.summary.sites.length, (id) => context.facts.effectsOf(id).some(({ kind }) => kind === 'file-write')))];
};

function toFix(place: Call, form: Form, edits: readonly TextEdit[], fileIsWritten: boolean): Fix {
  const title = form.best === 'display-only' ? `Sketch: await \`${form.name}\` instead` : `Await \`${form.name}\` instead`;
  const late = runsAfterAwait(place);
  const isSafe = form.best === 'safe' && late && standsAlone(place) && continuesWait(place) && !(fileIsWritten && form.home === 'promises');
  if (isSafe) return { title, applicability: 'safe', assumes: '', edits };
  const assumes = late ? form.meanwhile : `${form.meanwhile}; no caller counts on this part being done when the function returns its promise`;
  return { title, applicability: form.best === 'display-only' ? 'display-only' : 'unsafe', assumes, edits };
}

/** A file that is written in this source file may be the one that is read. */
function writesFiles(count: number, isWrite: (site: SiteId) => boolean): boolean {
  for (let id = 0; id < count; id++) if (isWrite(id)) return true;
  return false;
}

function hasSameArguments({ node }: Call, form: Form): boolean {
  const [first] = node.arguments;
  if (first === undefined || node.arguments.some((argument) => argument.type === 'SpreadElement')) return false;
  // A file descriptor is taken by the blocking forms only: `readFileSync(0)`.
  if (form.home === 'promises') return !(first.type === 'Literal' && typeof first.value === 'number') && !(first.type === 'Identifier' && /^fd$|Fd$/.test(first.name));
  // `hash(password)` without the cost is an error where `hashSync(password)` is none.
  return form.home === 'same' ? node.arguments.length === 2 : true;
}

interface Callee {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** `module` is where the called name itself was imported from; undefined for `fs.readFileSync`. */
function otherCallee(code: Code, { node }: Call, form: Form, module: string | undefined): Callee | undefined {
  const { callee } = node;
  if (callee.type === 'MemberExpression') {
    if (callee.computed || callee.optional) return undefined;
    const owner = sourceOf(code, callee.object);
    if (form.home === 'promises') return { text: `${owner}.promises.${form.name}`, edits: [] };
    return form.home === 'same' ? { text: `${owner}.${form.name}`, edits: [] } : promisified(code, `${owner}.${form.name}`, []);
  }
  if (callee.type !== 'Identifier' || module === undefined) return undefined;
  const home = form.home === 'promises' ? `${module.startsWith('node:') ? 'node:' : ''}fs/promises` : module;
  const { local, edits } = replaceImport(code, callee.name, home, form.name);
  return form.home === 'callback' ? promisified(code, local, edits) : { text: local, edits };
}

function promisified(code: Code, callee: string, edits: readonly TextEdit[]): Callee {
  const util = addImport(code, 'node:util', 'promisify');
  return { text: `${util.local}(${callee})`, edits: [...edits, ...util.edits] };
}
