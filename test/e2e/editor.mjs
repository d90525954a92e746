/** What a person does in the workbench, as functions of a page. Selectors are those of the pinned VS Code. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export function createEditor(page) {
  const rows = page.locator('.action-widget .monaco-list-row.action');

  async function command(title) {
    await page.keyboard.press('F1');
    await page.waitForSelector('.quick-input-widget input');
    await page.keyboard.type(title);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor({ timeout: 15000 });
    await page.keyboard.press('Enter');
  }

  return {
    command,

    async openFile(name) {
      await page.keyboard.press('Control+P');
      await page.waitForSelector('.quick-input-widget input');
      await page.keyboard.type(name);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor({ timeout: 15000 });
      await page.keyboard.press('Enter');
      await page.waitForSelector(`.tab.active[data-resource-name="${name}"]`, { timeout: 15000 });
    },

    /** Both 1-based. */
    async goTo(line, column) {
      await page.keyboard.press('Control+G');
      await page.waitForSelector('.quick-input-widget input');
      await page.keyboard.type(`${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.waitForSelector('.quick-input-widget', { state: 'hidden', timeout: 15000 });
    },

    async squiggles(kind, count) {
      await page.waitForFunction(([name, wanted]) => document.querySelectorAll(`.monaco-editor .squiggly-${name}`).length === wanted, [kind, count], { timeout: 60000 });
    },

    /** Titles in the quick-fix menu at the cursor, which stays open. */
    async quickFixes(expected) {
      // Pressed right after a cursor move the menu sometimes never shows: press again, as a person would.
      for (let i = 0; i < 6; i++) {
        await page.keyboard.press('Control+.');
        if (await rows.filter({ hasText: expected }).first().waitFor({ timeout: 3000 }).then(() => true, () => false)) return rows.allInnerTexts();
        await page.keyboard.press('Escape');
      }
      throw new Error(`no quick-fix menu with "${expected}"`);
    },

    /** With the keyboard: an invisible block over the menu may eat clicks. */
    async pick(title) {
      const row = rows.filter({ hasText: title }).first();
      for (let i = 0; i < 30 && !/\bfocused\b/.test(await row.getAttribute('class') ?? ''); i++) {
        await page.keyboard.press('ArrowDown');
        await sleep(30);
      }
      await page.keyboard.press('Enter');
      await rows.first().waitFor({ state: 'hidden', timeout: 15000 });
    },

    /** The text on disk once it satisfies. */
    async saved(path, isRight) {
      await page.keyboard.press('Control+S');
      for (let i = 0; i < 200; i++) {
        const text = readFileSync(path, 'utf8');
        if (isRight(text)) return text;
        await sleep(50);
      }
      throw new Error(`${path} was not saved as expected:\n${readFileSync(path, 'utf8')}`);
    },
  };
}
