/**
 * The packaged extension in a real workbench: squiggles, related information, a fix applied and saved, the scan and its
 * tree. Usage: node workbench.e2e.mjs VSIX. Screenshots go to out/.
 */
import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEditor } from './editor.mjs';
import { installWorkbench, workbench } from './installWorkbench.mjs';
import { createSteps } from './steps.mjs';
import { startWorkbench } from './workbench.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'out');
const vsix = resolve(process.argv[2] ?? '');
if (!statSync(vsix, { throwIfNoEntry: false })?.isFile()) throw new Error(`there is no package at ${vsix}: run npm run package`);
mkdirSync(out, { recursive: true });

installWorkbench();
const { step, finish } = createSteps('workbench');
const session = await startWorkbench({ ...workbench, vsix, project: join(here, 'workspace') });
const { page, folder } = session;
const editor = createEditor(page);

async function shot(name) {
  const path = join(out, `${name}.png`);
  await page.screenshot({ path });
  assert.ok(statSync(path).size > 10_000, `${path} shows nothing`);
}

try {
  await step('squiggle under the query in a loop', async () => {
    await page.goto(session.url('src/orders.ts'));
    await page.waitForSelector('.tab[data-resource-name="orders.ts"]', { timeout: 90_000 });
    await editor.squiggles('warning', 1);
    await shot('1-squiggle');
  });

  await step('hover tells message, chain, cost and how sure it is', async () => {
    await editor.command('View: Focus Active Editor Group');
    await editor.goTo(8, 20);
    const hover = page.locator('.monaco-hover-content', { hasText: 'Cost:' });
    for (let i = 0; i < 5 && !(await hover.first().isVisible()); i++) {
      await editor.command('Show or Focus Hover');
      await hover.first().waitFor({ timeout: 3000 }).catch(() => {});
    }
    const text = await hover.first().innerText();
    assert.match(text, /query-in-loop/);
    assert.match(text, /orders\.ts\(14, 10\).*prisma\.user\.findFirst/);
    assert.match(text, /How sure: proven/);
    await shot('2-hover');
    await page.keyboard.press('Escape');
  });

  await step('Problems shows the hint and, below it, the chain of calls', async () => {
    await page.keyboard.press('Control+Shift+M');
    const rows = page.locator('.markers-panel .monaco-list-row');
    const hint = rows.filter({ hasText: 'loadUser' }).filter({ hasText: 'query-in-loop' });
    await hint.first().waitFor({ timeout: 15_000 });
    assert.match(await hint.first().innerText(), /Perf Hints/);
    await hint.first().click();
    await page.keyboard.press('ArrowRight');
    const related = rows.filter({ hasText: 'prisma.user.findFirst' });
    await related.last().waitFor({ timeout: 15_000 });
    const texts = await rows.allInnerTexts();
    assert.ok(texts.some((text) => /runs `?prisma\.user\.findFirst`?/.test(text) && /\[Ln 14/.test(text)), texts.join('\n'));
    await shot('3-problems');
  });

  await step('a quick fix by keyboard is applied and saved', async () => {
    await editor.openFile('dashboard.ts');
    await editor.squiggles('info', 1);
    await editor.goTo(3, 26);
    const titles = await editor.quickFixes('Start both together with `Promise.all`');
    await shot('4-quick-fix-menu');
    // A fix that changes behaviour says what it takes for granted.
    assert.ok(titles.some((text) => /Start both together .*\(assumes /.test(text)), titles.join('\n'));
    for (const title of ['Ignore independent-awaits here', 'Ignore independent-awaits in this file', 'Turn off independent-awaits in this project', 'Explain independent-awaits']) {
      assert.ok(titles.some((text) => text.includes(title)), `no "${title}" among ${titles.join(', ')}`);
    }
    await editor.pick('Start both together');
    await editor.squiggles('info', 0);
    const text = await editor.saved(join(folder, 'src/dashboard.ts'), (saved) => saved.includes('Promise.all'));
    assert.match(text, /const \[orders, messages\] = await Promise\.all\(\[\n {4}fetch\(`https:\/\/shop\.example\/orders\/\$\{userId\}`\),\n/);
    await shot('5-fixed');
  });

  await step('"ignore here" puts a comment above, and the hint goes', async () => {
    await editor.openFile('mail.ts');
    await editor.squiggles('warning', 1);
    await editor.goTo(3, 8);
    await editor.quickFixes('Ignore await-in-loop here');
    await editor.pick('Ignore await-in-loop here');
    await editor.squiggles('warning', 0);
    const text = await editor.saved(join(folder, 'src/mail.ts'), (saved) => saved.includes('perf-hints-ignore'));
    assert.match(text, /\n {4}\/\/ perf-hints-ignore await-in-loop: .+\n {4}await fetch/);
    await shot('6-ignored');
  });

  await step('"explain" opens a page about the line', async () => {
    await editor.goTo(4, 8);
    await editor.command('Perf Hints: Explain at Cursor');
    await page.locator('.tab', { hasText: 'Line 4 of mail.ts' }).first().waitFor({ timeout: 15_000 });
    const preview = page.frameLocator('iframe.webview').frameLocator('iframe').locator('body');
    await preview.filter({ hasText: 'A comment in the code silences this hint.' }).waitFor({ timeout: 30_000 });
    await shot('7-explained');
    await editor.command('View: Close Editor');
  });

  await step('"fix all safe" changes what is safe and nothing else', async () => {
    await editor.openFile('password.ts');
    await editor.squiggles('info', 1);
    await editor.command('Perf Hints: Fix All Safe in File');
    await editor.squiggles('info', 0);
    const text = await editor.saved(join(folder, 'src/password.ts'), (saved) => saved.includes('await bcrypt.compare('));
    assert.match(text, /const isRight = await bcrypt\.compare\(password, stored\);/);
  });

  await step('the scan tells its counts and fills the tree and Problems', async () => {
    await editor.command('Perf Hints: Scan Workspace');
    const toast = page.locator('.notification-toast', { hasText: /Perf Hints: \d+ hints? in \d+ files? of \d+/ });
    await toast.first().waitFor({ timeout: 30_000 });
    await shot('8-scanned');
    await editor.command('Perf Hints: Focus on Hints View');
    const tree = page.locator('.pane-body .monaco-list-row');
    await tree.filter({ hasText: 'query-in-loop' }).first().waitFor({ timeout: 15_000 });
    await tree.filter({ hasText: 'src/orders.ts:8' }).first().waitFor({ timeout: 15_000 });
    // Never opened in an editor: known from the scan alone.
    await tree.filter({ hasText: 'src/unopened.ts:3' }).first().waitFor({ timeout: 15_000 });
    await shot('9-tree');
    await tree.filter({ hasText: 'src/unopened.ts:3' }).first().click();
    await page.waitForSelector('.tab.active[data-resource-name="unopened.ts"]', { timeout: 15_000 });
    await editor.squiggles('warning', 1);
    await shot('10-opened-from-tree');
  });

  await step('the status bar counts the hints', async () => {
    const item = page.locator('.statusbar-item[id*="perfHints.status"], .statusbar-item[id*="perf-hints"]');
    await item.first().waitFor({ timeout: 15_000 });
    assert.match(await item.first().innerText(), /\d+/);
  });

  await step('no host but the workbench was asked for anything', () => {
    assert.deepEqual([...session.refused], []);
  });
} catch (error) {
  await shot('failure').catch(() => {});
  // The workbench has no log files; the status entry holds what went wrong last.
  console.error(await page.locator('.statusbar-item[id*="perfHints.status"]').first().getAttribute('aria-label', { timeout: 1000 }).catch(() => 'no status'));
  console.error(session.logs());
  throw error;
} finally {
  await session.stop();
  finish();
}
