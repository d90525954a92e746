/** Google Cloud and Firebase functions: handlers are given to registering calls. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const cloudFunctions = defineLibrary({
  id: 'cloudFunctions',
  title: 'cloud functions',
  language: 'ecmascript',
  packages: ['@google-cloud/functions-framework', 'firebase-functions', 'firebase-functions/*'],
  source: 'https://firebase.google.com/docs/functions/http-events',
  exports: {
    http: { call: { entry: { kind: 'http', title: 'function {0}' } } },
    cloudEvent: { call: { entry: { kind: 'message', title: 'function {0}' } } },
    https: { type: 'Https' },
    ...rows('onRequest onCall', { call: { entry: { kind: 'http', title: 'HTTP request' } } }),
    onSchedule: { call: { entry: { kind: 'task', title: 'schedule {0}' } } },
    ...rows(`
      onDocumentCreated onDocumentUpdated onDocumentDeleted onDocumentWritten onMessagePublished onObjectFinalized onTaskDispatched
      onValueCreated onValueUpdated onValueWritten
    `, { call: { entry: { kind: 'message', title: 'event {0}' } } }),
  },
  types: {
    Https: { members: rows('onRequest onCall', { call: { entry: { kind: 'http', title: 'HTTP request' } } }) },
  },
});
