/** OpenAI's and Anthropic's clients: resources whose methods are one round trip. Clients share the process's HTTP agent. */
import { defineLibrary } from './model';
import { rows } from './rows';

const client = { construct: { returns: 'Client' } } as const;

export const openai = defineLibrary({
  id: 'openai',
  title: 'OpenAI and Anthropic',
  language: 'ecmascript',
  packages: ['openai', '@anthropic-ai/sdk', 'groq-sdk'],
  source: 'https://github.com/openai/openai-node#usage',
  exports: rows('default OpenAI AzureOpenAI Anthropic Groq', client),
  types: {
    Client: {
      traits: ['client'],
      members: {
        embeddings: { type: 'Embeddings' },
        ...rows(`
          chat completions responses conversations files images audio moderations models fineTuning vectorStores batches uploads evals
          containers beta messages realtime
        `, { type: 'Resource' }),
      },
    },
    Resource: {
      members: {
        ...rows('create createAndPoll retrieve update list del delete cancel parse poll', { type: 'Resource', call: { effect: 'network' } }),
        ...rows('upload generate edit search content submitToolOutputs countTokens', { type: 'Resource', call: { effect: 'network' } }),
      },
      anyMember: { type: 'Resource' },
    },
    Embeddings: { members: { create: { call: { effect: 'network', bulk: 'embeddings.create({ input: [texts] })' } } } },
  },
});
