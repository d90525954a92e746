/** DataLoader: collects the keys asked for in one tick and hands them to its batch function. One loader per request is right. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const dataloader = defineLibrary({
  id: 'dataloader',
  title: 'DataLoader',
  language: 'ecmascript',
  packages: ['dataloader', 'nestjs-dataloader'],
  source: 'https://github.com/graphql/dataloader#readme',
  exports: {
    ...rows('default DataLoader', { construct: { returns: 'Loader', traits: ['composes'] } }),
  },
  types: {
    Loader: {
      traits: ['loader'],
      members: {
        load: { call: { traits: ['batched-same-tick'] } },
        loadMany: { call: { traits: ['takes-list'] } },
        ...rows('prime clear clearAll', { call: {} }),
      },
    },
  },
  shapes: [
    { receiver: '(^|\\.)(\\w*[lL]oader|loaders\\.\\w+)$', method: '^(load|loadMany|prime|clear|clearAll)$', type: 'Loader', confidence: 'likely', wide: true },
  ],
});
