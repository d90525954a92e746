/** Fixes of Python code: how they are written into a file, and what they leave alone. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createPythonFrontend } from '../../server/src/languages/python/index';
import { installedGrammars } from '../harness/grammars';
import { fixed, fixesOf } from './fixing';

const PATH = 'app/service.py';

const CLIENT = 'import httpx\n\nclient = httpx.AsyncClient()\n\n';
const pair = (between = ''): string => `${CLIENT}\nasync def load(user_id):\n    first = await client.get(f"https://a.example.org/{user_id}")\n${between}    second = await client.get("https://b.example.org")\n    return first, second\n`;

describe('what a fix leaves', () => {
  it('is checked to the last line, though people may leave broken ones', async () => {
    const frontend = createPythonFrontend(installedGrammars());
    await frontend.prepare();
    const text = 'def load():\n    for line in lines:\n        strip(line)\n    print(line)\n            print(line)\n\n\ndef other():\n    return 1\n\n\nx = 1\n';
    expect(frontend.check({ path: PATH, text })).toHaveLength(1);
    expect(frontend.summarise({ path: PATH, text }).problems).toEqual([]);
  });
});

describe('imports', () => {
  it('go before the first of their kind that follows them', () => {
    expect(fixed('independent-awaits', pair(), PATH)).toContain('import asyncio\n\nimport httpx\n');
    expect(fixed('independent-awaits', `import os\n${pair()}`, PATH)).toContain('import asyncio\nimport os\n');
    expect(fixed('independent-awaits', `import abc\n${pair()}`, PATH)).toContain('import abc\nimport asyncio\n');
  });

  it('come after a docstring and what must be first', () => {
    expect(fixed('independent-awaits', `"""About."""\nfrom __future__ import annotations\n${pair()}`, PATH)).toContain('annotations\nimport asyncio\n\nimport httpx');
  });

  it('are used as they are', () => {
    expect(fixed('independent-awaits', `from asyncio import gather\n${pair()}`, PATH)).toContain('first, second = await gather(');
    expect(fixed('independent-awaits', `import asyncio as aio\n${pair()}`, PATH)).toContain('first, second = await aio.gather(');
  });

  it('are not made where the name means something else', () => {
    expect(fixesOf('independent-awaits', pair('    asyncio = 1\n'), PATH)).toEqual([]);
  });
});

describe('text', () => {
  it('keeps line ends, and counts in UTF-16 units', () => {
    const text = `# 𝒜 😀\n${pair()}`.replaceAll('\n', '\r\n');
    const after = fixed('independent-awaits', text, PATH);
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after).toContain('# 𝒜 😀\r\nimport asyncio\r\n\r\nimport httpx');
  });

  it('follows the indentation of the file', () => {
    const text = `import asyncio\nimport httpx\n\nclient = httpx.AsyncClient()\n\n\nasync def load(ids):\n\tfor one in ids:\n\t\t# why\n\t\tawait client.get(f"https://a.example.org/{one}")\n`;
    expect(fixed('await-in-loop', text, PATH)).toContain('\tasync def handle_one(one):\n\t\tasync with limit:\n\t\t\t# why\n\t\t\tawait client.get(');
  });
});

describe('calls start together', () => {
  it('only where the earlier result is not needed in between', () => {
    expect(fixed('independent-awaits', pair('    print(user_id)\n'), PATH)).toContain('first, second = await asyncio.gather(');
    expect(fixed('independent-awaits', pair('    if user_id is None:\n        raise ValueError\n'), PATH)).toContain('if user_id is None:');
  });

  it('never on what may be one session', () => {
    const text = `${CLIENT}from sqlalchemy.ext.asyncio import AsyncSession\n\n\nasync def load(session: AsyncSession):\n    service = Service(session)\n    first = await client.get("https://a.example.org")\n    second = await client.get("https://b.example.org")\n    return service, first, second\n`;
    expect(fixesOf('independent-awaits', text, PATH)).toEqual([]);
  });

  it('not on another event loop', () => {
    expect(fixesOf('independent-awaits', `import trio\n${pair()}`, PATH)).toEqual([]);
  });
});

describe('loops', () => {
  const loop = (body: string, before = ''): string => `import asyncio\nimport httpx\n\nclient = httpx.AsyncClient()\n\n\nasync def load(ids):\n${before}    for one in ids:\n${body}`;

  it('keep the order of what they append last', () => {
    expect(fixed('await-in-loop', `${loop('        rows.append(await client.get(f"https://a.example.org/{one}"))\n', '    rows = []\n')}    return rows\n`, PATH))
      .toContain('    rows.extend(await asyncio.gather(*[handle_one(one) for one in ids]))\n    return rows\n');
  });

  it('stay when a name of theirs is read later', () => {
    expect(fixesOf('await-in-loop', `${loop('        answer = await client.get(f"https://a.example.org/{one}")\n        print(answer)\n')}    print(one)\n`, PATH)).toEqual([]);
  });

  it('stay when they carry something on', () => {
    expect(fixesOf('await-in-loop', loop('        await client.get(f"https://a.example.org/{one}")\n        totals.pop()\n', '    totals = [1]\n'), PATH)).toEqual([]);
  });
});

describe('files', () => {
  const reading = (body: string): string => `def load(path):\n${body}`;

  it('are walked over where they were opened', () => {
    const text = reading('    rows = []\n    with open(path) as file:\n        content = file.read()\n    for line in content.splitlines():\n        if "x" in line:\n            rows.append(line.strip())\n    return rows\n');
    expect(fixed('eager-file-load', text, PATH)).toBe(reading('    rows = []\n    with open(path) as file:\n        for line in file:\n            if "x" in line:\n                rows.append(line.strip())\n    return rows\n'));
  });

  it('lose line ends where these would be seen', () => {
    const text = reading('    with open(path) as file:\n        for line in file.read().splitlines():\n            print(line)\n');
    expect(fixed('eager-file-load', text, PATH)).toContain('        for line in file:\n            line = line.rstrip("\\n")\n            print(line)\n');
  });

  it('stay whole when a generator outlives them, or when the loop uses them', () => {
    expect(fixesOf('eager-file-load', reading('    with open(path) as file:\n        return (line for line in file.readlines())\n'), PATH)).toEqual([]);
    expect(fixesOf('eager-file-load', reading('    with open(path) as file:\n        for line in file.readlines():\n            print(line, file.tell())\n'), PATH)).toEqual([]);
  });

  it('give the same when the fix is safe', () => {
    const text = reading('    found = []\n    count = 0\n    with open(path, encoding="utf-8") as file:\n        for line in file.readlines():\n            if not line.strip():\n                continue\n            count += 1\n            found.append(line.rstrip())\n    return count, found\n');
    const [offered] = fixesOf('eager-file-load', text, PATH);
    expect(offered?.fix).toMatchObject({ applicability: 'safe', assumes: '' });
    expect(offered?.text).toContain('for line in file:');
    const run = (program: string): string => execFileSync('python3', ['-c', `${program}\nimport os, tempfile\nfor content in (b"", b"a\\n\\nb", b"a\\r\\nb\\rc\\n", b"a\\n\\xff\\n"):\n    with tempfile.NamedTemporaryFile(delete=False) as file:\n        file.write(content)\n    try:\n        print(load(file.name))\n    except Exception as error:\n        print(type(error), error)\n    finally:\n        os.unlink(file.name)\n`], { encoding: 'utf8' });
    expect(run(offered?.text ?? '')).toBe(run(text));
  });

  it('are no safe fix where a line may fail or is told on', () => {
    const body = (line: string): string => reading(`    found = []\n    with open(path) as file:\n        for line in file.readlines():\n            ${line}\n    return found\n`);
    for (const line of ['found.append(int(line))', 'print(line)', 'found.append(line.split()[0])', 'path.append(line)']) {
      expect(fixesOf('eager-file-load', body(line), PATH).map(({ fix }) => fix.applicability), line).toEqual(['unsafe']);
    }
  });
});

describe('writes', () => {
  const MODEL = 'from django.db import models\n\n\nclass Item(models.Model):\n    price = models.IntegerField()\n\n\n';

  it('of values of their own become one bulk_update', () => {
    const text = `${MODEL}def reprice(rate):\n    for item in Item.objects.filter(price__gt=0):\n        item.price = item.price * rate\n        item.save()\n    return rate\n`;
    expect(fixed('write-in-loop', text, PATH)).toContain('    item_list = list(Item.objects.filter(price__gt=0))\n    for item in item_list:\n        item.price = item.price * rate\n    Item.objects.bulk_update(item_list, ["price"])\n    return rate\n');
  });

  it('stay when a comment says why', () => {
    const text = `${MODEL}def load(rows):\n    for row in rows:\n        # signals are needed\n        Item.objects.create(price=row)\n`;
    expect(fixesOf('write-in-loop', text, PATH)).toEqual([]);
  });
});
