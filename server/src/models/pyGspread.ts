/** gspread: every read and write of a sheet is one round trip, and the service allows few of them per minute. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

function request(bulk = '', returns?: string): Member {
  return { call: { effect: 'network', mode: 'blocks', bulk, ...(returns === undefined ? {} : { returns }) } };
}

const takesList: Member = { call: { effect: 'network', mode: 'blocks', traits: ['takes-list'] } };

export const pyGspread = defineLibrary({
  id: 'pyGspread',
  title: 'gspread',
  language: 'python',
  packages: ['gspread', 'gspread/*'],
  source: 'https://docs.gspread.org/en/latest/user-guide.html#using-gspread-efficiently',
  exports: rows('authorize service_account service_account_from_dict oauth Client', { call: { returns: 'Client' } }),
  types: {
    Client: { traits: ['client'], members: rows('open open_by_key open_by_url create copy', request('', 'Spreadsheet')) },
    Spreadsheet: {
      members: {
        ...rows('worksheet get_worksheet get_worksheet_by_id add_worksheet', request('', 'Worksheet')),
        worksheets: request('', 'Worksheets'),
        // Comes with the spreadsheet's description.
        sheet1: { type: 'Worksheet' },
        ...rows('batch_update values_batch_get values_batch_update', takesList),
        ...rows('values_get values_update values_append share', request()),
      },
    },
    Worksheets: { element: 'Worksheet' },
    Worksheet: {
      members: {
        append_row: request('append_rows(rows)'),
        insert_row: request('insert_rows(rows)'),
        ...rows('update_cell update_acell', request('update_cells(cells)')),
        ...rows('update format', request('batch_update(data)')),
        ...rows('cell acell get range row_values col_values find findall', request('batch_get(ranges)')),
        delete_row: request(),
        ...rows('append_rows insert_rows update_cells batch_update batch_get batch_format batch_clear', takesList),
        ...rows('get_all_values get_all_records clear resize delete_rows', request()),
      },
    },
  },
});
