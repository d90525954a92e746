/** pandas and polars: readers load a whole table; what is done with it stays in memory. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { made, rows } from './rows';

const reads: Operation = { effect: 'file-read', mode: 'blocks' };

export const pyPandas = defineLibrary({
  id: 'pyPandas',
  title: 'pandas',
  language: 'python',
  packages: ['pandas', 'polars'],
  source: 'https://pandas.pydata.org/docs/reference/io.html',
  exports: {
    // In chunks, the result is gone through piece by piece.
    read_csv: { call: { when: { index: 1, has: ['chunksize'] }, returns: 'Chunks', ...reads, traits: ['small'], orElse: { returns: 'Frame', ...reads, traits: ['whole-file'] } } },
    ...rows('read_excel read_json read_parquet read_table read_feather read_pickle read_hdf read_orc read_stata read_sas read_xml read_fwf read_ndjson read_avro read_ipc', {
      call: { returns: 'Frame', ...reads, traits: ['whole-file'] },
    }),
    ...rows('read_sql read_sql_query read_sql_table read_database read_database_uri read_gbq', { call: { returns: 'Frame', effect: 'db-query', mode: 'blocks' } }),
    ...rows('scan_csv scan_parquet scan_ndjson', { call: { returns: 'Lazy' } }),
    ...rows('DataFrame Series', made('Frame')),
    ...rows('concat merge to_datetime to_numeric date_range get_dummies json_normalize isna notna col lit when', { call: { returns: 'Frame' } }),
    ...rows('Timestamp Timedelta ExcelWriter', { call: {} }),
  },
  types: {
    Frame: {
      traits: ['collection'],
      members: {
        to_sql: { call: { effect: 'db-write', mode: 'blocks', traits: ['takes-list'] } },
        ...rows('to_csv to_excel to_parquet to_json to_pickle to_feather write_csv write_parquet', {
          // Without a path the text is given back.
          call: { when: { index: 0, is: 'missing' }, orElse: { effect: 'file-write', mode: 'blocks' } },
        }),
        ...rows('groupby rolling resample', { call: { returns: 'Frame' } }),
      },
      anyMember: { type: 'Frame', call: { returns: 'Frame' } },
    },
    Chunks: { traits: ['stream'], element: 'Frame' },
    Lazy: { members: { collect: { call: { returns: 'Frame', ...reads } } }, anyMember: { call: { returns: 'Lazy' } } },
  },
});
