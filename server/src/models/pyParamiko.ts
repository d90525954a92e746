/** paramiko and fabric: connecting over ssh takes several round trips, every command at least one. */
import { defineLibrary } from './model';
import { made, rows } from './rows';

const network = { call: { effect: 'network', mode: 'blocks' } } as const;

export const pyParamiko = defineLibrary({
  id: 'pyParamiko',
  title: 'ssh',
  language: 'python',
  packages: ['paramiko', 'paramiko/client', 'fabric'],
  source: 'https://docs.paramiko.org/en/stable/api/client.html',
  exports: {
    SSHClient: made('Client'),
    Connection: made('Connection'),
    Transport: made('Client'),
    SFTPClient: made('Sftp'),
    ...rows('AutoAddPolicy RejectPolicy WarningPolicy RSAKey Ed25519Key ECDSAKey', { call: { returns: 'pyBuiltins#Plain' } }),
  },
  types: {
    Client: {
      traits: ['connection'],
      members: {
        ...rows('connect exec_command invoke_shell', network),
        open_sftp: { call: { ...network.call, returns: 'Sftp' } },
        from_transport: { call: { ...network.call, returns: 'Sftp' } },
        ...rows('set_missing_host_key_policy load_system_host_keys load_host_keys get_transport close', { call: {} }),
      },
    },
    Connection: { traits: ['connection'], members: { ...rows('run sudo put get open', network), close: { call: {} } } },
    Sftp: {
      traits: ['connection'],
      members: {
        ...rows('get put getfo putfo listdir listdir_attr listdir_iter stat remove rename mkdir rmdir chmod', network),
        from_transport: { call: { ...network.call, returns: 'Sftp' } },
        ...rows('open file', { call: { returns: 'pyBuiltins#File', ...network.call, traits: ['small'] } }),
        close: { call: {} },
      },
    },
  },
});
