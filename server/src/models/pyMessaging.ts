/** Services that carry messages: Slack, Twilio and SendGrid. One round trip per message; their clients keep connections. */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { TypeModel } from './model';
import { made, rows } from './rows';

function slack(mode: EffectMode): TypeModel {
  const network = { call: { effect: 'network', mode } } as const;
  return {
    traits: ['client'],
    members: { send: network, send_dict: network },
    memberPatterns: [{ pattern: '^(admin|apps|auth|bots|calls|canvases|chat|conversations|dnd|emoji|files|pins|reactions|reminders|search|stars|team|usergroups|users|views)_\\w+$', member: network }],
  };
}

const network = { call: { effect: 'network', mode: 'blocks' } } as const;

export const pyMessaging = defineLibrary({
  id: 'pyMessaging',
  title: 'messaging',
  language: 'python',
  packages: ['slack_sdk', 'slack_sdk/*', 'slack', 'slackclient', 'twilio/rest', 'twilio', 'sendgrid'],
  source: 'https://tools.slack.dev/python-slack-sdk/web',
  exports: {
    ...rows('WebClient WebhookClient', made('Slack')),
    ...rows('AsyncWebClient AsyncWebhookClient', made('AsyncSlack')),
    Client: made('Twilio'),
    SendGridAPIClient: made('SendGrid'),
  },
  types: {
    Slack: slack('blocks'),
    AsyncSlack: slack('awaited'),
    Twilio: { traits: ['client'], members: { ...rows('messages calls', { type: 'Resource' }) } },
    Resource: { members: rows('create list', network), call: { returns: 'Instance' } },
    Instance: { members: rows('fetch update delete', network) },
    SendGrid: { traits: ['client'], members: { send: network } },
  },
});
