/** Telling by the text that no two awaits stand beside each other must lose no pair, whatever stands around it. */
import { describe, expect, it } from 'vitest';
import { mayHaveNeighbours } from '../../server/src/languages/ecmascript/neighbours';

const inFunction = (body: string): string => `export async function handle(request: Request): Promise<{ ok: boolean }> {\n${body}\n}\n`;

describe('two awaits may be neighbours', () => {
  it.each([
    ['in one block', 'const user = await loadUser(id);\nconst cart = await loadCart(id);'],
    ['with statements between', 'const user = await loadUser(id);\nif (!user) { throw new Error("none"); }\nconst cart = await loadCart(id);'],
    ['in objects of two statements', 'const a = { user: await loadUser(id) };\nconst b = { cart: await loadCart(id) };'],
    ['as properties', 'return { user: await loadUser(id), cart: await loadCart(id) };'],
    ['as arguments', 'render(await loadUser(id), await loadCart(id));'],
    ['when only a property has the name', 'const user = await loadUser(id);\nconst cart = await loadCart(request.user);'],
    ['when only a key has the name', 'const user = await loadUser(id);\nconst cart = await loadCart({ user: id });'],
    ['when only a string has the name', 'const user = await loadUser(id);\nconst cart = await load("user");'],
    ['when only the text of a template has the name', 'const user = await loadUser(id);\nconst cart = await load(`/user/${id}`);'],
    ['when only a comment has the name', 'const user = await loadUser(id);\nconst cart = await load(/* no user */ id);'],
    ['when a callback has a parameter of that name', 'const user = await loadUser(id);\nconst names = await loadNames((user) => user.name);'],
    ['when the next statement has the name', 'const user = await loadUser(id);\nconst cart = await loadCart(id);\nshow(user, cart);'],
    ['when only a key of the pattern is named', 'const { id: userId } = await loadUser(key);\nconst cart = await loadCart(id);'],
    ['after one that needs the one before', 'const user = await loadUser(id);\nconst cart = await loadCart(user.id);\nconst prices = await loadPrices(id);'],
    ['behind an unfinished string', 'const text = <p>Don\'t</p>;\nconst user = await loadUser(id);\nconst cart = await loadCart(id);'],
    ['behind templates in templates', 'const text = `a ${`b ${c} }`} {`;\nconst user = await loadUser(id);\nconst cart = await loadCart(id);'],
    ['on the way of a builder', 'const user = await repository.createQueryBuilder("user").getOne();\nconst cart = await carts.createQueryBuilder("cart").getOne();'],
    ['as what a cache lets go', 'await this.cache.delete(id);\nawait this.cache.delete(other);'],
  ])('%s', (_, body) => {
    expect(mayHaveNeighbours(inFunction(body))).toBe(true);
  });

  it('where brackets do not match, as the text cannot be followed', () => {
    expect(['}', '{', '`'].map((bracket) => mayHaveNeighbours(`{ await a(); } { await b(); } ${bracket}`))).toEqual([true, true, true]);
    expect(mayHaveNeighbours('{ await a(); } { await b(); }')).toBe(false);
  });
});

describe('two awaits are no neighbours', () => {
  it.each([
    ['when the second needs the first', 'const user = await loadUser(id);\nconst cart = await loadCart(user.id);'],
    ['when it needs a part of it, in a template', 'const { id: userId } = await loadUser(key);\nconst cart = await load(`/carts/${userId}`);'],
    ['in two branches', 'if (id) { user = await loadUser(id); } else { user = await loadGuest(); }'],
    ['in two functions', 'const load = async () => { await loadUser(id); };\nconst more = async () => { await loadCart(id); };'],
    ['when one changes something', 'const user = await prisma.user.create({ data });\nconst cart = await loadCart(id);'],
    ['when one is the condition of a branch', 'if (!(await isKnown(id))) throw new Error("unknown");\nconst cart = await loadCart(id);'],
    ['when the second is returned', 'const user = await loadUser(id);\nreturn await loadCart(id);'],
  ])('%s', (_, body) => {
    expect(mayHaveNeighbours(inFunction(body))).toBe(false);
  });
});
