/** Apollo Server, GraphQL Tools and Yoga: resolvers are the functions of one object. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const schema: Operation = { entry: { kind: 'resolver', title: 'GraphQL resolver', properties: ['resolvers.*'] } };
const server: Operation = { entry: { kind: 'resolver', title: 'GraphQL resolver', properties: ['resolvers.*', 'context'] } };

export const graphqlServers = defineLibrary({
  id: 'graphqlServers',
  title: 'GraphQL',
  language: 'ecmascript',
  packages: [
    '@apollo/server', 'apollo-server', 'apollo-server-core', 'apollo-server-express', 'apollo-server-fastify', 'apollo-server-koa',
    'apollo-server-lambda', 'apollo-server-micro', '@apollo/subgraph', '@graphql-tools/schema', 'graphql-tools', 'graphql-yoga', 'mercurius',
  ],
  source: 'https://www.apollographql.com/docs/apollo-server/data/resolvers',
  exports: {
    ApolloServer: { construct: server },
    ...rows('makeExecutableSchema buildSubgraphSchema createSchema addResolversToSchema', { call: schema }),
    createYoga: { call: { entry: { kind: 'resolver', title: 'GraphQL context', properties: ['context'] } } },
  },
  types: {},
});
