/** Puts the parts together: the only module that knows the languages, the models, the facts and the rules at once. */
import type { Engine } from './engine/engine';
import { createEngine } from './engine/engine';
import { createFactsFactory } from './facts/createFacts';
import { createModelIndex } from './facts/modelIndex';
import { createEcmascriptFrontend } from './languages/ecmascript/index';
import { models } from './models/index';
import { rules } from './rules/index';
import { textHash } from './text/hash';

export function createPerfHints(): Engine {
  const { mayWork } = createModelIndex(models.filter((model) => model.language === 'ecmascript'));
  const frontend = createEcmascriptFrontend({ mayWork, modelsVersion: `-${textHash(JSON.stringify(models))}` });
  return createEngine({ frontends: [frontend], rules, createFacts: createFactsFactory(models) });
}
