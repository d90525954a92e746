/** Supabase: one HTTP request per awaited chain. Making a client opens nothing, and servers make one per request for its cookies. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const IN = 'select().in(\'id\', ids)';

const client: Operation = { returns: 'Client', traits: ['composes'] };
const read: Operation = { effect: 'db-query', bulk: IN };
const readOne: Operation = { effect: 'db-query', bulk: IN, traits: ['single-row'] };
const insert: Operation = { effect: 'db-write', bulk: 'insert(rows)', traits: ['single-row'] };
const insertMany: Operation = { effect: 'db-write', bulk: 'insert(rows)', traits: ['takes-list'] };
const update: Operation = { effect: 'db-write', bulk: 'update(values).in(\'id\', ids)', bulkEach: 'upsert(rows)' };
const remove: Operation = { effect: 'db-write', bulk: 'delete().in(\'id\', ids)' };

function step(returns: string): Operation {
  return { returns, traits: ['composes'] };
}

export const supabase = defineLibrary({
  id: 'supabase',
  title: 'Supabase',
  language: 'ecmascript',
  packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/postgrest-js', '@supabase/auth-helpers-nextjs'],
  source: 'https://supabase.com/docs/reference/javascript/select',
  exports: {
    ...rows('createClient createServerClient createBrowserClient createServerComponentClient createRouteHandlerClient', { call: client }),
    SupabaseClient: { construct: client },
    PostgrestClient: { construct: client },
  },
  types: {
    Client: {
      traits: ['pool'],
      members: {
        from: { call: step('Table') },
        rpc: { call: step('Select') },
        schema: { call: client },
        auth: { type: 'Auth' },
        storage: { type: 'Storage' },
        ...rows('channel removeChannel removeAllChannels', { call: {} }),
      },
    },
    Table: {
      members: {
        select: { call: step('Select') },
        ...rows('insert upsert', { call: { when: { index: 0, is: 'array' }, ...step('InsertMany'), orElse: step('Insert') } }),
        update: { call: step('Update') },
        delete: { call: step('Delete') },
      },
    },
    Select: { awaited: read, members: { ...rows('single maybeSingle', { call: step('SelectOne') }) }, anyMember: { call: step('Select') } },
    SelectOne: { awaited: readOne, anyMember: { call: step('SelectOne') } },
    Insert: { awaited: insert, anyMember: { call: step('Insert') } },
    InsertMany: { awaited: insertMany, anyMember: { call: step('InsertMany') } },
    Update: { awaited: update, anyMember: { call: step('Update') } },
    Delete: { awaited: remove, anyMember: { call: step('Delete') } },
    Auth: {
      members: {
        ...rows('getUser getClaims signUp signInWithPassword signInWithOtp signOut refreshSession', { call: { effect: 'network' } }),
        // Reads cookies or local storage, and asks the server only when the token has expired.
        getSession: { call: { traits: ['small'] } },
        admin: { type: 'Admin' },
        onAuthStateChange: { call: {} },
      },
    },
    Admin: { anyMember: { call: { effect: 'network' } } },
    Storage: { members: { from: { call: step('Bucket') }, ...rows('listBuckets getBucket createBucket', { call: { effect: 'network' } }) } },
    Bucket: {
      members: {
        createSignedUrl: { call: { effect: 'network', bulk: 'createSignedUrls(paths, seconds)' } },
        remove: { call: { effect: 'network', bulk: 'remove(paths)', traits: ['takes-list'] } },
        ...rows('upload download list move copy update createSignedUrls info exists', { call: { effect: 'network' } }),
        getPublicUrl: { call: { traits: ['composes'] } },
      },
    },
  },
  shapes: [
    { receiver: '(^|\\.)#?_?\\w*[sS]upabase(Client|Admin|Service)?$', method: '^(from|rpc|schema)$', type: 'Client', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?\\w*[sS]upabase(Client|Admin|Service)?\\.auth$', method: '^(getUser|getClaims|signUp|signOut|refreshSession)$', type: 'Auth', confidence: 'likely' },
    { receiver: '(^|\\.)#?_?\\w*[sS]upabase(Client|Admin|Service)?\\.storage$', method: '^from$', type: 'Storage', confidence: 'likely' },
  ],
});
