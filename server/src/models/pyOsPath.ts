/** os.path where it is imported by itself; inside `os` it is described there. */
import { defineLibrary } from './model';
import { osPathMembers } from './pyOs';

export const pyOsPath = defineLibrary({
  id: 'pyOsPath',
  title: 'os.path',
  language: 'python',
  packages: ['os/path', 'posixpath', 'ntpath'],
  source: 'https://docs.python.org/3/library/os.path.html',
  exports: osPathMembers,
  types: {},
});
