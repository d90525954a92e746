/** What runs once and serves nobody: commands for a shell, and what frameworks call when an application or a worker starts. */
import { defineLibrary } from './model';
import type { Member, Operation } from './model';
import { made, rows } from './rows';

const command: Operation = { entry: { kind: 'once', title: 'command' } };
const start: Member = { type: 'Signal' };

export const pyCommands = defineLibrary({
  id: 'pyCommands',
  title: 'commands and start-up',
  language: 'python',
  packages: [
    'django/core/management', 'django/core/management/base', 'django/apps', 'django/db/models/signals', 'celery/signals', 'click', 'typer', 'flask/cli', 'invoke',
  ],
  source: 'https://docs.djangoproject.com/en/stable/howto/custom-management-commands/',
  exports: {
    ...rows('BaseCommand LabelCommand AppCommand NoArgsCommand', { type: 'Command' }),
    AppConfig: { type: 'AppConfig' },
    ...rows('pre_migrate post_migrate', start),
    ...rows('worker_ready worker_init worker_process_init worker_shutdown worker_process_shutdown worker_shutting_down celeryd_init celeryd_after_setup beat_init', start),
    ...rows('command group with_appcontext', { call: command }),
    ...rows('AppGroup FlaskGroup Typer Group Collection', made('Commands')),
  },
  types: {
    Command: { traits: ['open'], methods: [{ pattern: '^(handle\\w*|execute)$', kind: 'once', title: 'command' }] },
    AppConfig: { traits: ['open'], methods: [{ pattern: '^ready$', kind: 'once', title: 'start of the application' }] },
    Signal: { members: { connect: { call: { entry: { kind: 'once', title: 'start or end of the program' } } } } },
    Commands: { traits: ['open'], members: { ...rows('command callback group', { call: command }), add_typer: { call: {} } } },
  },
});
