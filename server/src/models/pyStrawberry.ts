/** Strawberry and Ariadne: resolvers are decorated. Those of a root run once per request, of other types once for every object. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { GRAPHQL_ROOT } from './spellings';
import { made, rows } from './rows';

const field: Member = { call: { entry: { kind: 'resolver', title: 'GraphQL field {0}', properties: ['resolver'], root: GRAPHQL_ROOT } } };
const operation: Member = { call: { entry: { kind: 'resolver', title: 'GraphQL field {0}', properties: ['resolver'] } } };

export const pyStrawberry = defineLibrary({
  id: 'pyStrawberry',
  title: 'Strawberry',
  language: 'python',
  packages: ['strawberry', 'strawberry_django', 'strawberry/*', 'ariadne'],
  source: 'https://strawberry.rocks/docs/types/resolvers',
  exports: {
    field,
    ...rows('mutation subscription', operation),
    ...rows('type input enum interface federation Schema', { call: {} }),
    django: { type: 'DjangoModule' },
    ...rows('ObjectType QueryType MutationType SubscriptionType', made('Bindable')),
    dataloader: { type: 'LoaderModule' },
  },
  types: {
    DjangoModule: { members: { field, mutation: operation } },
    Bindable: { members: { ...rows('field source', { call: { entry: { kind: 'resolver', title: 'GraphQL field {0}' } } }), ...rows('set_field set_alias', { call: {} }) } },
    LoaderModule: { members: { DataLoader: made('pyDataloader#Loader') } },
  },
});
