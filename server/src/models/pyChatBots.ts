/** discord.py, python-telegram-bot, aiogram, Slack Bolt: functions that answer one message or command. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { made, rows } from './rows';

const answers: Member = { call: { entry: { kind: 'message', title: 'message {0}' } } };
const commands: Readonly<Record<string, Member>> = rows('command group hybrid_command hybrid_group slash_command user_command message_command context_menu event listen', answers);

export const pyChatBots = defineLibrary({
  id: 'pyChatBots',
  title: 'chat bots',
  language: 'python',
  packages: ['discord', 'discord/ext', 'discord/ext/commands', 'disnake', 'disnake/ext', 'disnake/ext/commands', 'nextcord', 'nextcord/ext', 'nextcord/ext/commands', 'telegram/ext', 'aiogram', 'slack_bolt', 'slack_bolt/async_app', 'pyrogram', 'telethon'],
  source: 'https://discordpy.readthedocs.io/en/stable/ext/commands/commands.html',
  exports: {
    ...commands,
    commands: { type: 'Commands' },
    app_commands: { type: 'Commands' },
    tasks: { type: 'Tasks' },
    ...rows('Bot AutoShardedBot Client App AsyncApp Router Dispatcher TelegramClient', made('Bot')),
    Cog: { type: 'Cog' },
    ...rows('CommandHandler MessageHandler CallbackQueryHandler ConversationHandler InlineQueryHandler', answers),
  },
  types: {
    Commands: { members: { ...commands, Cog: { type: 'Cog' }, ...rows('Bot AutoShardedBot', made('Bot')), ...rows('describe guild_only has_permissions check cooldown', { call: {} }) } },
    // On a timer, for the whole life of the bot.
    Tasks: { members: { loop: { call: { entry: { kind: 'task', title: 'loop' } } } } },
    Cog: { traits: ['open'], members: { listener: answers }, methods: [{ pattern: '^on_\\w+$', kind: 'message', title: 'event {name}' }] },
    Bot: {
      traits: ['open'],
      members: { ...commands, tree: { type: 'Commands' }, ...rows('message callback_query on_message action shortcut view options on', answers), ...rows('run add_cog load_extension include_router', { call: {} }) },
      methods: [{ pattern: '^on_(?!ready$|connect$)\\w+$', kind: 'message', title: 'event {name}' }],
    },
  },
});
