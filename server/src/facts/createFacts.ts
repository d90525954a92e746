/**
 * Facts about one file: its summary, seen with the tables of the libraries it uses. The factory indexes the tables once;
 * per file nothing is computed before a rule asks for it.
 */
import type { FactsView } from '../engine/facts';
import { relativeTo } from '../engine/engine';
import type { SourceFile } from '../engine/frontend';
import type { ProjectInfo } from '../engine/project';
import type { FileSummary, SiteId, Value } from '../engine/summary';
import type { LibraryModel } from '../models/model';
import type { Range } from '../text/range';
import { createCallGraph } from './callGraph';
import { createEffects } from './effects';
import { createEntryPoints } from './entryPoints';
import type { ModelIndex } from './modelIndex';
import { createModelIndex } from './modelIndex';
import { createOwnWork } from './ownWork';
import { createTyping } from './typing';
import { isWordOf } from './wordsOfWork';
import type { RareWork } from './wordsOfWork';

export type FactsFactory = (file: SourceFile, summary: FileSummary, project: ProjectInfo) => FactsView;

const NOWHERE: Range = { start: 0, end: 0 };

export function createFactsFactory(models: readonly LibraryModel[]): FactsFactory {
  const byLanguage = new Map<string, ModelIndex>();

  function indexOf(language: string): ModelIndex {
    let index = byLanguage.get(language);
    if (index === undefined) byLanguage.set(language, (index = createModelIndex(models.filter((model) => model.language === language))));
    return index;
  }

  return (file, summary, project) => {
    const index = indexOf(summary.language);
    const typing = createTyping(summary, index, project);
    const graph = createCallGraph(summary, typing);
    const effects = createEffects(summary, typing, graph, createOwnWork(summary, index, typing, graph));
    const projectPath = relativeTo(project.root, file.path);
    const entryPoints = createEntryPoints(summary, index, typing, graph, projectPath);
    return {
      path: file.path,
      projectPath,
      program: project.program ?? 'application',
      typeOf: (value) => {
        const meaning = typing.meaningOf(value);
        return meaning.kind === 'library' ? meaning.type : undefined;
      },
      traitsOf: (type) => index.traits(type),
      effectsOf: (site) => effects.ofSite(site),
      effectsOfFunction: (id) => effects.ofFunction(id),
      sitesThatMay: (work) => sitesThatMay(summary, index, work),
      operationTraits: (site) => effects.traitsOf(site),
      targetOf: (site) => graph.targetOf(site),
      chain: (site, effect) => effects.chains.steps(site, effect, file.path),
      entryPointOf: (id) => entryPoints.of(id),
      range: (id) => summary.functions[id]?.range ?? NOWHERE,
    };
  };
}

/**
 * Calls go by the last name of their callee, or by the name it had where it comes from: as an import, as a member. What is
 * gone through may be a lazy query, which no name tells.
 */
function sitesThatMay(summary: FileSummary, index: ModelIndex, work: RareWork): readonly SiteId[] {
  const words = index.words(work);
  const found: SiteId[] = [];
  for (const [id, { name, callee, use }] of summary.sites.entries()) {
    if (use === 'iterated' || isWordOf(words, name) || isOriginallyWord(summary.values[callee])) found.push(id);
  }
  return found;

  function isOriginallyWord(value: Value | undefined): boolean {
    if (value?.kind === 'member') return isWordOf(words, value.name);
    if (value?.kind !== 'import') return false;
    return value.name === 'default' || value.name === '*' ? index.modelsOf(value.module).length > 0 : isWordOf(words, value.name);
  }
}
