/**
 * Functions Python declares itself and that reach outside. Collections and functions over them (`list`, `sorted`) are known
 * to `facts/` and must not be listed, or what they hold would be lost.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const reads: Operation = { effect: 'file-read', mode: 'blocks' };
const writes: Operation = { effect: 'file-write', mode: 'blocks' };

/** Opening is quick; reading what is opened may not be. */
export const opens: Operation = { returns: 'pyBuiltins#File', ...reads, traits: ['small'] };

export const pyBuiltins = defineLibrary({
  id: 'pyBuiltins',
  title: 'Python',
  language: 'python',
  packages: ['global', 'builtins'],
  source: 'https://docs.python.org/3/library/functions.html',
  exports: {
    open: { call: opens },
    input: { call: { traits: ['waits'] } },
    print: { call: {} },
  },
  types: {
    /** Going through it gives one line at a time, so iterating loads nothing. */
    File: {
      traits: ['stream', 'lines'],
      members: {
        // `read()` gives the rest of the file, `read(n)` a piece.
        read: { call: { when: { index: 0, is: 'missing' }, ...reads, traits: ['whole-file'], orElse: reads } },
        readlines: { call: { when: { index: 0, is: 'missing' }, ...reads, traits: ['whole-file', 'lines'], orElse: reads } },
        ...rows('readline readinto peek', { call: { ...reads, traits: ['small'] } }),
        read1: { call: reads },
        ...rows('write writelines', { call: writes }),
        ...rows('flush truncate', { call: { ...writes, traits: ['small'] } }),
        ...rows('close seek tell fileno isatty readable writable seekable detach', { call: {} }),
        buffer: { type: 'File' },
      },
    },
    /** Told by its name alone: what gives all its content without being asked for a size is a file, or goes through one. */
    GuessedFile: {
      members: {
        read: { call: { when: { index: 0, is: 'missing' }, ...reads, traits: ['whole-file'] } },
        readlines: { call: { when: { index: 0, is: 'missing' }, ...reads, traits: ['whole-file', 'lines'] } },
      },
    },
    /** Nothing it does leaves the process. */
    Plain: { anyMember: { type: 'Plain', call: {} } },
  },
  shapes: [{ receiver: '^_?(f|fp|fh|fobj|fin|file|infile|reader|wrapped|\\w*_(f|fp|fh|fobj|file)|\\w+fobj)$', method: '^(read|readlines)$', type: 'GuessedFile', confidence: 'likely', wide: true }],
});
