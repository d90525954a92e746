/** Strawberry and Ariadne: resolvers are decorated. Whether a field belongs to the root is its class's business. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { made, rows } from './rows';

const field: Member = { call: { entry: { kind: 'resolver', title: 'GraphQL field {0}', properties: ['resolver'] } } };

export const pyStrawberry = defineLibrary({
  id: 'pyStrawberry',
  title: 'Strawberry',
  language: 'python',
  packages: ['strawberry', 'strawberry_django', 'strawberry/*', 'ariadne'],
  source: 'https://strawberry.rocks/docs/types/resolvers',
  exports: {
    ...rows('field mutation subscription', field),
    ...rows('type input enum interface federation Schema', { call: {} }),
    django: { type: 'DjangoModule' },
    ...rows('ObjectType QueryType MutationType SubscriptionType', made('Bindable')),
    dataloader: { type: 'LoaderModule' },
  },
  types: {
    DjangoModule: { members: rows('field mutation', field) },
    Bindable: { members: { ...rows('field source', { call: { entry: { kind: 'resolver', title: 'GraphQL field {0}' } } }), ...rows('set_field set_alias', { call: {} }) } },
    LoaderModule: { members: { DataLoader: made('pyDataloader#Loader') } },
  },
});
