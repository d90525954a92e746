/** GitHub's Octokit: every endpoint method is one round trip. */
import { defineLibrary } from './model';
import { rows } from './rows';

const client = { construct: { returns: 'Octokit' } } as const;

export const octokit = defineLibrary({
  id: 'octokit',
  title: 'Octokit',
  language: 'ecmascript',
  packages: ['octokit', '@octokit/rest', '@octokit/core', '@octokit/action', '@octokit/graphql', '@octokit/request', '@actions/github'],
  source: 'https://github.com/octokit/octokit.js#octokit-api-client',
  exports: {
    Octokit: client,
    getOctokit: { call: { returns: 'Octokit' } },
    graphql: { call: { effect: 'network' } },
    request: { call: { effect: 'network' } },
  },
  types: {
    Octokit: {
      traits: ['client'],
      members: {
        rest: { type: 'Endpoints' },
        ...rows('request graphql', { call: { effect: 'network' } }),
        paginate: { call: { effect: 'network' }, type: 'Paginate' },
        ...rows('actions apps checks gists git issues orgs packages pulls reactions repos search teams users', { type: 'Scope' }),
      },
    },
    Endpoints: { anyMember: { type: 'Scope' } },
    Scope: { anyMember: { call: { effect: 'network' } } },
    Paginate: { members: { iterator: { call: { returns: 'Pages' } } }, call: { effect: 'network' } },
    Pages: { traits: ['cursor'] },
  },
  shapes: [
    { receiver: '(^|\\.)octokit\\.rest\\.\\w+$', type: 'Scope', confidence: 'likely' },
    { receiver: '(^|\\.)octokit$', method: '^(request|graphql|paginate)$', type: 'Octokit', confidence: 'likely' },
  ],
});
