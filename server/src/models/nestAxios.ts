/** @nestjs/axios: HttpService gives observables, which send the request when somebody subscribes. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nestAxios = defineLibrary({
  id: 'nestAxios',
  title: 'Nest HttpService',
  language: 'ecmascript',
  packages: ['@nestjs/axios'],
  source: 'https://docs.nestjs.com/techniques/http-module',
  exports: {
    HttpService: { construct: { returns: 'HttpService' } },
  },
  types: {
    HttpService: {
      traits: ['client'],
      members: {
        axiosRef: { type: 'axios#AxiosInstance' },
        ...rows('request get delete head post put patch', { call: { effect: 'network', confidence: 'likely' } }),
      },
    },
  },
});
