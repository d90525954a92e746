/** zipfile and tarfile: archives are opened quickly; what is in them is read and written like files. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { opens as opensFile } from './pyBuiltins';
import { made, rows } from './rows';

const opens: Operation = { effect: 'file-read', mode: 'blocks', traits: ['small'] };
const writes: Operation = { effect: 'file-write', mode: 'blocks' };

export const pyArchives = defineLibrary({
  id: 'pyArchives',
  title: 'Python archives',
  language: 'python',
  packages: ['zipfile', 'tarfile'],
  source: 'https://docs.python.org/3/library/zipfile.html',
  exports: {
    ...rows('ZipFile TarFile', made('Archive', opens)),
    open: { call: { returns: 'Archive', ...opens } },
    ...rows('is_zipfile is_tarfile', { call: opens }),
    ...rows('ZipInfo TarInfo', { call: {} }),
  },
  types: {
    Archive: {
      members: {
        read: { call: { effect: 'file-read', mode: 'blocks', traits: ['whole-file'] } },
        ...rows('open extractfile', { call: opensFile }),
        ...rows('extract extractall write writestr add addfile', { call: writes }),
        ...rows('namelist infolist getinfo getnames getmembers getmember testzip close setpassword', { call: {} }),
      },
    },
  },
});
