/**
 * Guesses a receiver's type from how it is written, for values whose provenance ends at another file or an untyped
 * parameter. Asked only then: a receiver that is proven to be something else is never guessed.
 */
import type { Confidence } from '../engine/finding';
import type { ProjectInfo } from '../engine/project';
import type { CallSite, FileSummary } from '../engine/summary';
import type { LibraryModel } from '../models/model';
import { holds } from './argumentTests';
import type { ModelIndex } from './modelIndex';
import { isRuntimeModule, packageName } from './moduleOrigin';

export interface ShapeMatch {
  readonly type: string;
  readonly confidence: Confidence;
}

export interface Shapes {
  /** The type of the receiver of a method call. */
  ofReceiver(site: CallSite): ShapeMatch | undefined;
  /** The type of the callee itself: `knex('users')`, `new this.Client()`. */
  ofCallee(site: CallSite): ShapeMatch | undefined;
}

export function createShapes(summary: FileSummary, index: ModelIndex, project: ProjectInfo): Shapes {
  const present = new Map<LibraryModel, boolean>();
  let imported: Set<LibraryModel> | undefined;
  let packages: Set<string> | undefined;

  /** Whether manifest or imports make the library likely here. */
  function isPresent(library: LibraryModel): boolean {
    let known = present.get(library);
    if (known === undefined) present.set(library, (known = isDeclared(library, project) || importedLibraries().has(library) || library.packages.some((specifier) => importedPackages().has(packageName(specifier)))));
    return known;
  }

  /** `from django.conf import settings` shows that Django is there, whichever of its modules a model describes. */
  function importedPackages(): Set<string> {
    return (packages ??= new Set(summary.values.flatMap((value) => (value.kind === 'import' && !isRuntimeModule(value.module, summary.language) ? [packageName(value.module)] : []))));
  }

  function importedLibraries(): Set<LibraryModel> {
    if (imported !== undefined) return imported;
    imported = new Set();
    for (const value of summary.values) if (value.kind === 'import') for (const library of index.modelsOf(value.module)) imported.add(library);
    return imported;
  }

  /** Of several libraries that share a shape, one that is present wins. */
  function best(text: string, method: string, site: CallSite): ShapeMatch | undefined {
    let fallback: ShapeMatch | undefined;
    for (const shape of index.shapes(method)) {
      if (!shape.receiver.test(text) || (shape.when !== undefined && !holds(shape.when, site, summary, index.pattern))) continue;
      if (isPresent(shape.library)) return { type: shape.type, confidence: shape.confidence };
      if (!shape.wide) fallback ??= { type: shape.type, confidence: 'named' };
    }
    return fallback;
  }

  return {
    ofReceiver: (site) => {
      if (site.name === '' || index.shapes(site.name).length === 0) return undefined;
      const text = receiverText(site);
      return text === undefined ? undefined : best(text, site.name, site);
    },
    ofCallee: (site) => (site.text === '' || index.shapes('').length === 0 ? undefined : best(plain(site.text), '', site)),
  };
}

function isDeclared(library: LibraryModel, project: ProjectInfo): boolean {
  return library.packages.some((specifier) => specifier === 'global' || isRuntimeModule(specifier, library.language) || project.dependencies.has(packageName(specifier)));
}

/** `prisma.user` of `prisma.user?.findMany`, empty for a plain name; undefined for a callee that is written otherwise. */
function receiverText(site: CallSite): string | undefined {
  const text = plain(site.text);
  if (text === site.name) return '';
  return text.endsWith(`.${site.name}`) ? text.slice(0, -site.name.length - 1) : undefined;
}

/** Optional chaining and non-null marks change nothing about who is called. */
function plain(text: string): string {
  return text.includes('?') || text.includes('!') || text.includes('#') ? text.replace(/[?!]+(?=\.|$)/g, '').replaceAll('#', '') : text;
}
