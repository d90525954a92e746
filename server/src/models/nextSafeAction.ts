/** next-safe-action: server actions are built by chains that end in `action`. */
import { defineLibrary } from './model';

export const nextSafeAction = defineLibrary({
  id: 'nextSafeAction',
  title: 'next-safe-action',
  language: 'ecmascript',
  packages: ['next-safe-action'],
  source: 'https://next-safe-action.dev/docs/define-actions/create-the-client',
  exports: { createSafeActionClient: { call: { returns: 'Client' } } },
  types: {
    Client: {
      members: {
        action: { call: { entry: { kind: 'action', title: 'server action' } } },
        stateAction: { call: { entry: { kind: 'action', title: 'server action' } } },
        use: { call: { returns: 'Client', entry: { kind: 'action', title: 'server action' } } },
      },
      anyMember: { call: { returns: 'Client' } },
    },
  },
  shapes: [
    { receiver: '^\\w*[aA]ction(Client)?(\\.|$)', method: '^(action|stateAction)$', type: 'Client', confidence: 'likely' },
  ],
});
