/** graphql-js, Nexus and Pothos: each field names the function that resolves it. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const fields: Operation = { entry: { kind: 'resolver', title: 'GraphQL field {0}', properties: ['resolve', 'subscribe', '*.resolve', '*.subscribe'] } };

export const graphqlJs = defineLibrary({
  id: 'graphqlJs',
  title: 'GraphQL schema',
  language: 'ecmascript',
  packages: ['graphql', 'nexus', '@pothos/core'],
  source: 'https://www.graphql-js.org/docs/resolvers/',
  exports: {
    ...rows('GraphQLObjectType GraphQLInterfaceType', { construct: fields }),
    ...rows('queryField mutationField subscriptionField', { call: fields }),
  },
  types: {
    /** `t` of Nexus and Pothos. */
    FieldBuilder: {
      members: rows(`
        field fieldWithInput string int float boolean id stringList intList connection connectionField prismaField prismaConnection relation
        drizzleField drizzleConnection queryField mutationField subscriptionField
      `, { call: fields }),
    },
  },
  shapes: [
    { receiver: '^(t|builder)(\\.(list|nonNull|nullable))*$', method: '[a-z]', type: 'FieldBuilder', confidence: 'likely' },
  ],
});
