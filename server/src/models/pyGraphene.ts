/**
 * Graphene: `resolve_<field>` of a type runs once for every object of that type; of the root, once per request. Roots are told
 * by their names, as programs write several and join them.
 */
import { defineLibrary } from './model';
import type { HookMethod } from './model';
import { rows } from './rows';
import { GRAPHQL_ROOT } from './spellings';

const ofRequest: HookMethod = { pattern: '^(resolve_\\w+|mutate|mutate_and_get_payload|perform_mutation)$', kind: 'resolver', title: 'GraphQL field {class}.{name}' };
const ofObject: HookMethod = { pattern: '^resolve_\\w+$', owner: `^(?!\\w*${GRAPHQL_ROOT})`, kind: 'row', title: 'GraphQL object {class}' };

export const pyGraphene = defineLibrary({
  id: 'pyGraphene',
  title: 'Graphene',
  language: 'python',
  packages: ['graphene', 'graphene/*', 'graphene_django', 'graphene_django/*', 'graphene_sqlalchemy', 'graphene_mongo'],
  source: 'https://docs.graphene-python.org/en/latest/types/objecttypes/',
  exports: {
    ...rows('ObjectType DjangoObjectType SQLAlchemyObjectType MongoengineObjectType Interface', { type: 'ObjectType' }),
    ...rows('Mutation ClientIDMutation SerializerMutation DjangoFormMutation', { type: 'Mutation' }),
    relay: { type: 'Relay' },
    ...rows('Field List String Int Boolean Float ID NonNull Schema Argument DateTime', { call: {} }),
  },
  types: {
    Relay: { members: { ClientIDMutation: { type: 'Mutation' }, Node: {}, Connection: {} } },
    ObjectType: { traits: ['open'], methods: [ofObject, ofRequest] },
    Mutation: { traits: ['open'], methods: [ofRequest] },
  },
});
