/** Which loops may work on several elements at once, and that nothing inside them is changed. */
import { describe, expect, it } from 'vitest';
import { fixed, fixesOf } from './fixing';

const RULE = 'await-in-loop';
const HEAD = 'import axios from \'axios\';\n';

function around(body: string, head = HEAD): string {
  return `${head}export async function f(xs: string[], out: unknown[], seen: Set<string>) {\n${body}\n}\n`;
}

describe('a loop over slices', () => {
  it('keeps the order of what is gathered', () => {
    expect(fixed(RULE, around('  for (const x of xs) {\n    const { data } = await axios.get(x);\n    out.push({ x, data });\n  }')))
      .toContain('    out.push(...(await Promise.all(xs.slice(i, i + 10).map(async (x) => {\n      const { data } = await axios.get(x);\n      return { x, data };\n    }))));\n');
  });

  it('keeps the order of what only some iterations give', () => {
    const [offered] = fixesOf(RULE, around('  for (const x of xs) {\n    if (x === \'\') continue;\n    for (const part of x) if (part) continue;\n    out.push(await axios.get(x));\n  }'));
    expect(offered?.text).toContain('    out.push(...(await Promise.all(xs.slice(i, i + 10).map(async (x) => {\n      if (x === \'\') return [];\n      for (const part of x) if (part) continue;\n      return [await axios.get(x)];\n    }))).flat());\n');
    expect(offered?.fix.assumes).not.toContain('order in which');
    expect(fixed(RULE, around('  for (const x of xs) {\n    const { data } = await axios.get(x);\n    if (data) {\n      out.push(data);\n    }\n  }')))
      .toContain('      if (data) {\n        return [data];\n      }\n      return [];\n    }))).flat());\n');
    expect(fixed(RULE, around('  for (const x of xs) {\n    try {\n      out.push(await axios.get(x));\n    } catch {\n      console.log(x);\n    }\n  }')))
      .toContain('        return [await axios.get(x)];\n      } catch {\n        console.log(x);\n      }\n      return [];\n');
  });

  it('names what is filled in another order', () => {
    const [offered] = fixesOf(RULE, around('  for (const x of xs) {\n    if (x === \'\') continue;\n    seen.add((await axios.get(x)).data);\n  }'));
    expect(offered?.text).toContain('if (x === \'\') return;\n');
    expect(offered?.fix.assumes).toContain('the order in which `seen` is filled does not matter');
  });

  it('first makes an array of what may be none', () => {
    expect(fixed(RULE, around('  for (const x of seen) {\n    await axios.get(x);\n  }'))).toContain('  const pending = [...seen];\n  for (let i = 0; i < pending.length; i += 10) {\n');
  });

  it('gives two loops of a function two names', () => {
    const texts = fixesOf(RULE, around('  for (const x of seen) {\n    await axios.get(x);\n  }\n  for (const x of seen) {\n    await axios.put(x);\n  }')).map(({ text }) => text);
    expect(texts.map((text) => /const (pending\d?)/.exec(text)?.[1])).toEqual(['pending', 'pending2']);
  });

  it('uses the limiter the file has', () => {
    expect(fixed(RULE, around('  for (const x of xs) {\n    await axios.get(x);\n  }', `${HEAD}import pMap from 'p-map';\n`))).toContain('  await pMap(xs, (x) => axios.get(x), { concurrency: 10 });\n');
    expect(fixed(RULE, around('  for (const x of xs) {\n    out.push(await axios.get(x));\n  }', `${HEAD}import pLimit from 'p-limit';\n`)))
      .toContain('  const limit = pLimit(10);\n  out.push(...(await Promise.all(xs.map((x) => limit(() => axios.get(x))))));\n');
  });

  it('warns of recursion', () => {
    const [offered] = fixesOf(RULE, `${HEAD}interface Node { url: string; children: Node[] }\nexport async function walk(node: Node) {\n  await axios.get(node.url);\n  for (const child of node.children) {\n    await walk(child);\n  }\n}\n`);
    expect(offered?.fix.assumes).toContain('every level of the recursion');
  });
});

describe('no fix', () => {
  it.each([
    ['for a sum that waits in the middle', '  let sum = 0;\n  for (const x of xs) {\n    sum += (await axios.get(x)).data;\n  }'],
    ['for a list that is read again', '  for (const x of xs) {\n    console.log(out.length);\n    out.push(await axios.get(x));\n  }'],
    ['for var', '  for (const x of xs) {\n    var y = await axios.get(x);\n    void y;\n  }'],
    ['for a comment in the head', '  for (const x of /* all */ xs) {\n    await axios.get(x);\n  }'],
    ['for a label', '  each: for (const x of xs) {\n    await axios.get(x);\n  }'],
    ['for a transaction handed on', '  for (const x of xs) {\n    await axios.post(x);\n    console.log({ transaction });\n  }'],
    ['for a list filled in two places', '  for (const x of xs) {\n    out.push(x);\n    out.push(await axios.get(x));\n  }'],
    ['for a list filled before the end', '  for (const x of xs) {\n    if (x) out.push(await axios.get(x));\n    await axios.put(x);\n  }'],
    ['for a list filled several times in one iteration', '  for (const x of xs) {\n    const { data } = await axios.get(x);\n    for (const part of data) out.push(part);\n  }'],
    ['for two lists', '  for (const x of xs) {\n    const { data } = await axios.get(x);\n    if (data) out.push(data);\n    else rest.push(x);\n  }'],
  ])('%s', (_, body) => {
    expect(fixesOf(RULE, around(body))).toEqual([]);
  });
});
