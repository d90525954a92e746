/** Findings as Markdown, for hover and explanation. Wording only; what is said comes from the finding. */
import type { Finding, Fix, Spared } from '../engine/finding';
import { fixTitle } from './fixTitle';

export interface MarkdownContext {
  readonly fixes: readonly Fix[];
  /** Place of a chain step as a Markdown link or plain text. */
  readonly place: (step: Finding['chain'][number]) => string;
}

/** What is slow, what it costs, how the work is reached, and what can be done. */
export function findingMarkdown(finding: Finding, context: MarkdownContext): string {
  return [plainText(finding.message), ...cost(finding), ...chain(finding, context), ...certaintyAndFixes(finding, context)].join('\n\n');
}

/** The same without what a diagnostic itself says. */
export function findingExtras(finding: Finding, context: MarkdownContext): string {
  return [...cost(finding), ...certaintyAndFixes(finding, context)].join('\n\n');
}

function cost(finding: Finding): string[] {
  return finding.cost === '' ? [] : [`**Cost:** ${plainText(finding.cost)}`];
}

function chain(finding: Finding, { place }: MarkdownContext): string[] {
  if (finding.chain.length === 0) return [];
  return [`**How the work is reached:**\n\n${finding.chain.map((step, index) => `${index + 1}. ${plainText(step.message)} (${place(step)})`).join('\n')}`];
}

function certaintyAndFixes(finding: Finding, { fixes }: MarkdownContext): string[] {
  const certainty = `**How sure:** ${CONFIDENCE[finding.confidence]}`;
  return fixes.length === 0 ? [certainty] : [certainty, `**Fixes:**\n\n${fixes.map(fixLine).join('\n')}`];
}

const CONFIDENCE: Readonly<Record<Finding['confidence'], string>> = {
  proven: 'proven by imports, types or the calls above',
  likely: 'likely, from the shape of the code',
  named: 'a guess from names alone',
};

function fixLine(fix: Fix): string {
  if (fix.applicability === 'safe') return `- ${plainText(fix.title)}: same results, order and errors`;
  if (fix.applicability === 'unsafe') return `- ${plainText(fixTitle(fix))}`;
  const sketch = fix.edits.map(({ newText }) => newText).join('\n');
  return `- ${plainText(fixTitle(fix))}, as a sketch:\n\n${indent(fence(sketch))}`;
}

export function sparedMarkdown({ rule, gate, reason }: Spared): string {
  return `- \`${rule}\`: ${plainText(reason)}${gate === '' ? '' : ` (${gate})`}`;
}

/** Keeps code spans of messages, and shows everything else as written. */
export function plainText(text: string): string {
  return text.split(/(`[^`]*`)/).map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]#|~]/g, '\\$&'))).join('');
}

function fence(code: string): string {
  const ticks = /`{3,}/.test(code) ? '`````' : '```';
  return `${ticks}\n${code}\n${ticks}`;
}

function indent(text: string): string {
  return text.split('\n').map((line) => (line === '' ? line : `  ${line}`)).join('\n');
}
