/** aiodataloader and its like: keys asked for in one tick are loaded together. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

export const pyDataloader = defineLibrary({
  id: 'pyDataloader',
  title: 'data loaders',
  language: 'python',
  packages: ['aiodataloader', 'promise/dataloader', 'strawberry/dataloader'],
  source: 'https://github.com/syrusakbary/aiodataloader#batching',
  exports: { DataLoader: made('Loader') },
  types: { Loader: { traits: ['loader', 'open'], members: rows('load load_many clear clear_all prime', { call: {} }) } },
});
