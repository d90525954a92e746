/** OpenAI's and Anthropic's clients: resources whose methods are one round trip. Each client has its own connections. */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { Operation, TypeModel } from './model';
import { made, rows } from './rows';

const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive', 'opens-on-use'] };
const RESOURCES = `
  chat completions responses conversations files images audio moderations models fine_tuning vector_stores batches uploads evals containers beta
  messages realtime
`;

function client(resource: string, embeddings: string): TypeModel {
  return {
    traits: ['client'],
    members: {
      embeddings: { type: embeddings },
      ...rows(RESOURCES, { type: resource }),
      ...rows('with_options copy close', { call: {} }),
    },
  };
}

function resource(name: string, mode: EffectMode): TypeModel {
  return {
    members: {
      ...rows(`
        create create_and_poll retrieve update list delete cancel parse poll upload generate edit search content submit_tool_outputs count_tokens
        create_and_run_poll upload_and_poll
      `, { type: name, call: { effect: 'network', mode } }),
      // The answer arrives while it is gone through.
      stream: { type: name, call: { returns: 'Stream', effect: 'network', mode } },
    },
    anyMember: { type: name },
  };
}

function embeddings(mode: EffectMode): TypeModel {
  return { members: { create: { call: { effect: 'network', mode, bulk: 'embeddings.create(input=[texts])' } } } };
}

export const pyOpenai = defineLibrary({
  id: 'pyOpenai',
  title: 'OpenAI and Anthropic',
  language: 'python',
  packages: ['openai', 'anthropic', 'groq', 'together', 'langfuse/openai'],
  source: 'https://github.com/openai/openai-python#usage',
  exports: {
    ...rows('OpenAI AzureOpenAI Anthropic AnthropicBedrock AnthropicVertex Groq Together', made('Client', opens)),
    ...rows('AsyncOpenAI AsyncAzureOpenAI AsyncAnthropic AsyncAnthropicBedrock AsyncAnthropicVertex AsyncGroq AsyncTogether', made('AsyncClient', opens)),
    // The module's own client, shared by the process.
    ...rows('chat completions responses files images audio moderations models', { type: 'Resource' }),
    embeddings: { type: 'Embeddings' },
    // Before version 1.
    ...rows('ChatCompletion Completion Image Audio Moderation', { type: 'Legacy' }),
    Embedding: { type: 'LegacyEmbedding' },
  },
  types: {
    Client: client('Resource', 'Embeddings'),
    AsyncClient: client('AsyncResource', 'AsyncEmbeddings'),
    Resource: resource('Resource', 'blocks'),
    AsyncResource: resource('AsyncResource', 'awaited'),
    Embeddings: embeddings('blocks'),
    AsyncEmbeddings: embeddings('awaited'),
    Stream: { traits: ['stream'] },
    Legacy: { members: { ...rows('create transcribe translate', { call: { effect: 'network', mode: 'blocks' } }), ...rows('acreate atranscribe', { call: { effect: 'network' } }) } },
    LegacyEmbedding: {
      members: {
        create: { call: { effect: 'network', mode: 'blocks', bulk: 'Embedding.create(input=[texts])' } },
        acreate: { call: { effect: 'network', bulk: 'Embedding.acreate(input=[texts])' } },
      },
    },
  },
  shapes: [
    { receiver: '(^|[._])(chat\\.completions|responses|embeddings)$', method: '^create$', type: 'Resource', confidence: 'likely', wide: true },
  ],
});
