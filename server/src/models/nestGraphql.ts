/** @nestjs/graphql and type-graphql: resolvers are decorated methods. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

function resolver(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'resolver', title } } };
}

export const nestGraphql = defineLibrary({
  id: 'nestGraphql',
  title: 'GraphQL resolvers',
  language: 'ecmascript',
  packages: ['@nestjs/graphql', 'type-graphql'],
  source: 'https://docs.nestjs.com/graphql/resolvers',
  exports: {
    Query: resolver('query {0}'),
    Mutation: resolver('mutation {0}'),
    Subscription: resolver('subscription {0}'),
    ...rows('ResolveField FieldResolver', resolver('field resolver {0}')),
    ResolveReference: resolver('reference resolver'),
  },
  types: {},
});
