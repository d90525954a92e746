/** urllib: one connection per call, on the caller's thread. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { made, rows } from './rows';

const network: Operation = { effect: 'network', mode: 'blocks' };
const unpooled: Operation = { ...network, traits: ['unpooled'] };

export const pyUrllib = defineLibrary({
  id: 'pyUrllib',
  title: 'urllib',
  language: 'python',
  packages: ['urllib', 'urllib/request', 'urllib2', 'six/moves/urllib/request'],
  source: 'https://docs.python.org/3/library/urllib.request.html#urllib.request.urlopen',
  exports: {
    request: { type: 'RequestModule' },
    ...rows('parse error robotparser', { type: 'pyBuiltins#Plain' }),
    urlopen: { call: { ...unpooled, returns: 'Response' } },
    urlretrieve: { call: unpooled },
    ...rows('build_opener OpenerDirector', made('Opener')),
    ...rows('Request HTTPHandler HTTPSHandler ProxyHandler HTTPCookieProcessor install_opener', { call: {} }),
  },
  types: {
    RequestModule: {
      members: {
        urlopen: { call: { ...unpooled, returns: 'Response' } },
        urlretrieve: { call: unpooled },
        build_opener: made('Opener'),
        ...rows('Request HTTPHandler HTTPSHandler ProxyHandler HTTPCookieProcessor install_opener quote unquote', { call: {} }),
      },
    },
    Opener: { members: { open: { call: { ...unpooled, returns: 'Response' } }, addheaders: {}, add_handler: { call: {} } } },
    Response: {
      traits: ['stream'],
      members: {
        read: { call: { when: { index: 0, is: 'missing' }, ...network, traits: ['whole-file', 'small'], orElse: { ...network, traits: ['small'] } } },
        readlines: { call: { ...network, traits: ['whole-file', 'small'] } },
        ...rows('readline getcode geturl info getheader getheaders close', { call: {} }),
        ...rows('status headers url', {}),
      },
    },
  },
});
