/** Puts the parts together: the only module that knows the languages, the models, the facts and the rules at once. */
import type { Engine } from './engine/engine';
import { createEngine } from './engine/engine';
import { createFactsFactory } from './facts/createFacts';
import { createModelIndex } from './facts/modelIndex';
import { createEcmascriptFrontend } from './languages/ecmascript/index';
import { createPythonFrontend } from './languages/python/index';
import type { GrammarFiles } from './languages/python/parse';
import { models } from './models/index';
import { rules } from './rules/index';
import { textHash } from './text/hash';

/** `grammars` are read when the first Python file is prepared for. */
export function createPerfHints(grammars: GrammarFiles): Engine {
  const ecmascript = models.filter((model) => model.language === 'ecmascript');
  const { mayWork } = createModelIndex(ecmascript);
  const frontends = [
    createEcmascriptFrontend({ mayWork, modelsVersion: () => `-${textHash(JSON.stringify(ecmascript))}` }),
    createPythonFrontend(grammars),
  ];
  return createEngine({ frontends, rules, createFacts: createFactsFactory(models) });
}
