/** NestJS microservices, sockets, events, schedules and queues: handlers are decorated methods. */
import { defineLibrary } from './model';
import { rows } from './rows';

export const nestMessaging = defineLibrary({
  id: 'nestMessaging',
  title: 'NestJS messages and tasks',
  language: 'ecmascript',
  packages: ['@nestjs/microservices', '@nestjs/websockets', '@nestjs/event-emitter', '@nestjs/schedule', '@nestjs/bull'],
  source: 'https://docs.nestjs.com/microservices/basics',
  exports: {
    ...rows('MessagePattern EventPattern GrpcMethod GrpcStreamMethod SubscribeMessage OnEvent', { call: { entry: { kind: 'message', title: 'message {0}' } } }),
    ...rows('Cron Interval Timeout', { call: { entry: { kind: 'task', title: 'schedule {0}' } } }),
    Process: { call: { entry: { kind: 'task', title: 'job {0}' } } },
  },
  types: {},
});
