/** Imports are merged, never doubled, and look like the ones that are there. */
import { describe, expect, it } from 'vitest';
import { addImport } from '../../server/src/fixes/ecmascript/addImport';
import { applyEdits } from '../../server/src/text/edits';
import { codeOf } from './fixing';

function added(text: string, module: string, name: string, path?: string): { local: string; text: string } {
  const { local, edits } = addImport(codeOf(text, path), module, name);
  return { local, text: applyEdits(text, edits) };
}

describe('addImport', () => {
  it.each([
    ['extends a named import', 'import { eq } from \'drizzle-orm\';\n', 'import { eq, inArray } from \'drizzle-orm\';\n'],
    ['keeps one name on each line', 'import {\n  and,\n  eq,\n} from \'drizzle-orm\';\n', 'import {\n  and,\n  eq,\n  inArray,\n} from \'drizzle-orm\';\n'],
    ['stands beside a default import', 'import orm from \'drizzle-orm\';\n', 'import orm, { inArray } from \'drizzle-orm\';\n'],
    ['follows the last import', 'import a from "a";\n\nrun();\n', 'import a from "a";\nimport { inArray } from "drizzle-orm";\n\nrun();\n'],
    ['leaves types alone', 'import type { SQL } from \'drizzle-orm\';\n', 'import type { SQL } from \'drizzle-orm\';\nimport { inArray } from \'drizzle-orm\';\n'],
    ['writes no semicolon where none is', 'import a from \'a\'\nrun()\n', 'import a from \'a\'\nimport { inArray } from \'drizzle-orm\'\nrun()\n'],
    ['stays behind directives', '\'use server\';\n\nrun();\n', '\'use server\';\nimport { inArray } from \'drizzle-orm\';\n\nrun();\n'],
    ['stays behind the comment at the top', '// Made by hand.\nrun();\n', '// Made by hand.\nimport { inArray } from \'drizzle-orm\';\nrun();\n'],
  ])('%s', (_, before, after) => {
    expect(added(before, 'drizzle-orm', 'inArray')).toEqual({ local: 'inArray', text: after });
  });

  it('reuses what is there, under its own name', () => {
    const text = 'import { In as AnyOf } from \'typeorm\';\n';
    expect(added(text, 'typeorm', 'In')).toEqual({ local: 'AnyOf', text });
    const namespace = 'import * as orm from \'typeorm\';\n';
    expect(added(namespace, 'typeorm', 'In')).toEqual({ local: 'orm.In', text: namespace });
  });

  it('takes another name when the name means something else here', () => {
    expect(added('import { Repository } from \'typeorm\';\nconst In = 1;\n', 'typeorm', 'In')).toEqual({ local: 'In2', text: 'import { Repository, In as In2 } from \'typeorm\';\nconst In = 1;\n' });
  });

  it('knows require', () => {
    expect(added('const { eq } = require(\'drizzle-orm\');\n', 'drizzle-orm', 'inArray', '/p/a.js').text).toBe('const { eq, inArray } = require(\'drizzle-orm\');\n');
    expect(added('const orm = require(\'drizzle-orm\');\n', 'drizzle-orm', 'inArray', '/p/a.js')).toEqual({ local: 'orm.inArray', text: 'const orm = require(\'drizzle-orm\');\n' });
    expect(added('module.exports = {};\n', 'drizzle-orm', 'inArray', '/p/a.cjs').text).toBe('const { inArray } = require(\'drizzle-orm\');\nmodule.exports = {};\n');
  });

  it('takes `node:` for the same module', () => {
    const text = 'import { readFile } from \'fs/promises\';\n';
    expect(added(text, 'node:fs/promises', 'readFile').text).toBe(text);
  });
});
