/** fs-extra: fs with more calls, which give a promise when no callback is handed over. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { blockingMembers } from './nodeFs';
import { fileSystemMembers } from './nodeFsPromises';
import { rows } from './rows';

/** The callback may follow one or two arguments. */
function unlessCallback(awaited: Operation): Operation {
  const started: Operation = { ...awaited, mode: 'started' };
  return { ...started, when: { index: 1, is: 'function' }, orElse: { ...started, when: { index: 2, is: 'function' }, orElse: awaited } };
}

const promiseMembers: Readonly<Record<string, Member>> = Object.fromEntries(
  Object.entries(fileSystemMembers)
    .filter(([name]) => !['watch', 'glob', 'open', 'opendir'].includes(name))
    .map(([name, member]) => [name, member.call === undefined ? member : { call: unlessCallback(member.call) }]),
);

const read = { call: unlessCallback({ effect: 'file-read' }) } as const;
const write = { call: unlessCallback({ effect: 'file-write' }) } as const;
const smallWrite = { call: unlessCallback({ effect: 'file-write', traits: ['small'] }) } as const;

export const fsExtra = defineLibrary({
  id: 'fsExtra',
  title: 'fs-extra',
  language: 'ecmascript',
  packages: ['fs-extra', 'fs-extra/esm'],
  source: 'https://github.com/jprichardson/node-fs-extra#methods',
  exports: {
    promises: { type: 'nodeFsPromises#Promises' },
    ...blockingMembers,
    createReadStream: { call: { returns: 'nodeFs#ReadStream' } },
    createWriteStream: { call: { returns: 'nodeFs#WriteStream' } },
    ...promiseMembers,
    ...rows('readJson readJSON', read),
    ...rows('pathExists exists', { call: unlessCallback({ effect: 'file-read', traits: ['small'] }) }),
    ...rows('writeJson writeJSON outputFile outputJson outputJSON copy move remove emptyDir emptydir', write),
    ...rows('ensureDir mkdirp mkdirs ensureFile createFile ensureLink ensureSymlink', smallWrite),
    ...rows('readJsonSync readJSONSync', { call: { effect: 'file-read', mode: 'blocks' } }),
    pathExistsSync: { call: { effect: 'file-read', mode: 'blocks', traits: ['small'] } },
    ...rows(`
      writeJsonSync writeJSONSync outputFileSync outputJsonSync outputJSONSync copySync moveSync removeSync emptyDirSync emptydirSync
    `, { call: { effect: 'file-write', mode: 'blocks' } }),
    ...rows(`
      ensureDirSync mkdirpSync mkdirsSync ensureFileSync createFileSync ensureLinkSync ensureSymlinkSync
    `, { call: { effect: 'file-write', mode: 'blocks', traits: ['small'] } }),
  },
  types: {},
});
