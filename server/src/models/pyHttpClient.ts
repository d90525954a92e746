/** http.client and socket: the plain tools under the others. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { made, rows } from './rows';

const network: Operation = { effect: 'network', mode: 'blocks' };

export const pyHttpClient = defineLibrary({
  id: 'pyHttpClient',
  title: 'Python sockets',
  language: 'python',
  packages: ['http/client', 'socket'],
  source: 'https://docs.python.org/3/library/http.client.html',
  exports: {
    ...rows('HTTPConnection HTTPSConnection', made('Connection')),
    ...rows('create_connection getaddrinfo gethostbyname gethostbyname_ex gethostbyaddr', { call: network }),
    socket: made('Socket'),
    ...rows('gethostname getfqdn inet_aton inet_ntoa htons ntohs', { call: {} }),
  },
  types: {
    /** One exchange at a time. */
    Connection: {
      traits: ['connection'],
      members: { ...rows('getresponse connect', { call: { ...network, returns: 'pyUrllib#Response' } }), ...rows('request endheaders putheader putrequest send set_tunnel close', { call: {} }) },
    },
    Socket: {
      traits: ['connection', 'stream'],
      members: {
        ...rows('connect recv recvfrom recv_into', { call: network }),
        accept: { call: { traits: ['waits'] } },
        makefile: { call: { returns: 'pyUrllib#Response' } },
        ...rows('send sendall sendto bind listen close shutdown settimeout setblocking setsockopt getsockname fileno', { call: {} }),
      },
    },
  },
});
