/** Azure Functions: handlers are properties of what is registered. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const azureFunctions = defineLibrary({
  id: 'azureFunctions',
  title: 'Azure Functions',
  language: 'ecmascript',
  packages: ['@azure/functions'],
  source: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node',
  exports: { app: { type: 'App' } },
  types: {
    App: {
      members: {
        ...rows('http get post put patch deleteRequest', { call: { entry: { kind: 'http', title: 'function {0}', properties: ['handler'] } } }),
        timer: { call: { entry: { kind: 'task', title: 'function {0}', properties: ['handler'] } } },
        ...rows('storageQueue storageBlob serviceBusQueue serviceBusTopic eventHub eventGrid cosmosDB', {
          call: { entry: { kind: 'message', title: 'function {0}', properties: ['handler'] } },
        }),
      },
    },
    HttpRequest: { entry: { kind: 'http', title: 'HTTP request' } },
  },
});
