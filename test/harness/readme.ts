/** Reads a rule's README: its headings, and the code blocks under `## Example` and `## Instead`. Runs nothing. */

export const REQUIRED_HEADINGS: readonly string[] = ['What it finds', 'Why it is slow', 'Example', 'Instead', 'When not to use it', 'Fix safety', 'Options'];

export interface Snippet {
  readonly heading: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
  /** First word of the info string: `ts`. */
  readonly language: string;
  /** Where it is to be imagined, relative to the root; `path=` of the info string. */
  readonly path: string;
  /** `dependencies=express,pg`. */
  readonly dependencies: readonly string[];
  readonly includeHints: boolean;
  readonly text: string;
}

export interface Readme {
  /** Second-level headings in order. */
  readonly headings: readonly string[];
  readonly snippets: readonly Snippet[];
}

export function readReadme(markdown: string): Readme {
  const headings: string[] = [];
  const snippets: Snippet[] = [];
  let open: { readonly info: string; readonly line: number; readonly body: string[] } | undefined;
  markdown.split(/\r?\n/).forEach((line, index) => {
    const fence = /^```\s*(.*)$/.exec(line);
    if (open !== undefined) {
      if (fence !== null) {
        snippets.push(toSnippet(open, headings.at(-1) ?? ''));
        open = undefined;
      } else {
        open.body.push(line);
      }
    } else if (fence !== null) {
      open = { info: fence[1] ?? '', line: index + 1, body: [] };
    } else {
      const heading = /^## +(.*\S)\s*$/.exec(line);
      if (heading?.[1] !== undefined) headings.push(heading[1]);
    }
  });
  return { headings, snippets };
}

function toSnippet({ info, line, body }: { readonly info: string; readonly line: number; readonly body: readonly string[] }, heading: string): Snippet {
  const [language = '', ...words] = info.trim().split(/\s+/);
  const value = (key: string): string | undefined => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
  return {
    heading, line, language,
    path: value('path') ?? `src/snippet.${language === 'python' ? 'py' : language}`,
    dependencies: value('dependencies')?.split(',') ?? [],
    includeHints: words.includes('include-hints'),
    text: body.join('\n'),
  };
}
