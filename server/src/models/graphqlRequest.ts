/** graphql-request: one round trip per request, several operations in one with `batchRequests`. */
import { defineLibrary } from './model';
import { rows } from './rows';

const batch = 'batchRequests([{ document, variables }, …])';

export const graphqlRequest = defineLibrary({
  id: 'graphqlRequest',
  title: 'graphql-request',
  language: 'ecmascript',
  packages: ['graphql-request'],
  source: 'https://github.com/graffle-js/graffle/tree/graphql-request',
  exports: {
    GraphQLClient: { construct: { returns: 'GraphQLClient' } },
    ...rows('default request rawRequest', { call: { effect: 'network', bulk: batch } }),
    batchRequests: { call: { effect: 'network', traits: ['takes-list'] } },
  },
  types: {
    GraphQLClient: {
      traits: ['client'],
      members: {
        ...rows('request rawRequest', { call: { effect: 'network', bulk: batch } }),
        batchRequests: { call: { effect: 'network', traits: ['takes-list'] } },
      },
    },
  },
});
