/** csv: readers give one row at a time out of whatever lines they are given. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

export const pyCsv = defineLibrary({
  id: 'pyCsv',
  title: 'csv',
  language: 'python',
  packages: ['csv', 'unicodecsv'],
  source: 'https://docs.python.org/3/library/csv.html',
  exports: {
    reader: { call: { returns: 'Reader' } },
    DictReader: made('Reader'),
    writer: { call: { returns: 'Writer' } },
    DictWriter: made('Writer'),
  },
  types: {
    Reader: { traits: ['stream'], members: { fieldnames: {}, line_num: {} } },
    /** As often as not into a buffer. */
    Writer: { members: rows('writerow writerows writeheader', { call: {} }) },
  },
});
