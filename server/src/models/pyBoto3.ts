/**
 * boto3; its asynchronous twins are reached through pyAioboto3. Making a client loads service descriptions and opens its own connection pool, so one per
 * process is right. Methods are named after the service's actions; which service a client is for is not kept.
 */
import { defineLibrary } from './model';
import type { EffectMode } from '../engine/facts';
import type { Member, MemberPattern, Operation, Shape, TypeModel } from './model';
import { made, rows } from './rows';

const opens: Operation = { effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };

/** Every action starts with a verb; names without one (`meta`, `exceptions`) do no work. */
const VERBS = 'abort|accept|add|admin|apply|associate|attach|authorize|batch|cancel|change|check|classify|complete|confirm|converse|copy|count|create|decrypt|'
  + 'delete|deregister|describe|detach|detect|disable|disassociate|download|enable|encrypt|execute|export|filter|forgot|get|global|head|import|initiate|'
  + 'invoke|list|lookup|modify|promote|publish|purge|put|query|reboot|receive|redrive|register|release|remove|reset|respond|restore|resume|revoke|rotate|run|'
  + 'scan|search|select|send|set|sign|simulate|start|stop|subscribe|suspend|synthesize|tag|terminate|test|transact|translate|unsubscribe|untag|update|upload|verify';
const ACTION = `^(${VERBS})(_\\w+)?$`;
/** Of a receiver that is only guessed, names of one word (`get`, `register`) say too little. */
const NAMED_ACTION = `^((${VERBS})_\\w+|invoke|publish)$`;

/** Clients of other files and parameters, named after their service. */
export function clientShapes(type: string): Shape[] {
  return [
    { receiver: '(^|[._])(s3|sqs|sns|ses|sesv2|dynamodb|ssm|secretsmanager|kms|sts|ec2|ecs|cloudwatch|kinesis|firehose|stepfunctions|bedrock)$', method: NAMED_ACTION, type, confidence: 'likely', wide: true },
    { receiver: '(^|[._])(s3|sqs|sns|ses|sesv2|dynamodb|lambda|ssm|secretsmanager|kms|sts|ec2|ecs|logs|cloudwatch|kinesis|firehose|events|stepfunctions|bedrock|boto)_client$', method: NAMED_ACTION, type, confidence: 'likely', wide: true },
  ];
}

function table(mode: EffectMode): Readonly<Record<string, Member>> {
  const query: Operation = { effect: 'db-query', mode };
  const write: Operation = { effect: 'db-write', mode };
  return {
    get_item: { call: { ...query, traits: ['single-row'], bulk: 'batch_get_item(RequestItems=…)' } },
    ...rows('query scan execute_statement', { call: query }),
    ...rows('put_item delete_item', { call: { ...write, traits: ['single-row'], bulk: mode === 'blocks' ? 'table.batch_writer()' : 'batch_write_item(RequestItems=…)' } }),
    update_item: { call: { ...write, traits: ['single-row'], bulk: 'transact_write_items(TransactItems=…)' } },
    ...rows('batch_get_item transact_get_items', { call: { ...query, traits: ['takes-list'] } }),
    ...rows('batch_write_item transact_write_items batch_execute_statement', { call: { ...write, traits: ['takes-list'] } }),
    // Collects the writes and sends them 25 at a time.
    batch_writer: { call: { returns: 'BatchWriter' } },
  };
}

function client(mode: EffectMode): TypeModel {
  const network = (bulk: string): Member => ({ call: { effect: 'network', mode, bulk } });
  return {
    traits: ['client'],
    members: {
      ...table(mode),
      send_message: network('send_message_batch(Entries=…)'),
      delete_message: network('delete_message_batch(Entries=…)'),
      publish: network('publish_batch(PublishBatchRequestEntries=…)'),
      delete_object: network('delete_objects(Delete={"Objects": …})'),
      get_parameter: network('get_parameters(Names=…)'),
      put_record: network('put_records(Records=…)'),
      get_secret_value: network('batch_get_secret_value(SecretIdList=…)'),
      put_metric_data: { call: { effect: 'network', mode, traits: ['takes-list'] } },
      ...rows('send_message_batch delete_message_batch publish_batch delete_objects get_parameters put_records put_events batch_get_secret_value', { call: { effect: 'network', mode, traits: ['takes-list'] } }),
      get_object: { call: { returns: 'Downloaded', effect: 'network', mode } },
      get_paginator: { call: { returns: 'Paginator' } },
      get_waiter: { call: { returns: 'Waiter' } },
      // Signed locally.
      ...rows('generate_presigned_url generate_presigned_post can_paginate close', { call: {} }),
      ...rows('meta exceptions waiter_names', { type: 'pyBuiltins#Plain' }),
    },
    memberPatterns: actions(mode),
  };
}

function actions(mode: EffectMode): MemberPattern[] {
  return [{ pattern: ACTION, member: { call: { effect: 'network', mode } } }];
}

function resource(mode: EffectMode): TypeModel {
  return {
    traits: ['client'],
    members: {
      ...table(mode),
      // `s3.Bucket(name)` only names what later calls are about.
      ...rows('Table Bucket Object Queue Topic Instance ObjectSummary ObjectVersion Stack Vpc SecurityGroup Subnet Volume', { call: { returns: mode === 'blocks' ? 'Resource' : 'AsyncResource' } }),
      ...rows('get_queue_by_name create_table create_bucket create_queue create_topic', { call: { returns: mode === 'blocks' ? 'Resource' : 'AsyncResource', effect: 'network', mode } }),
      ...rows('get load reload put delete create receive_messages', { call: { effect: 'network', mode } }),
      ...rows('send_messages delete_messages delete_objects', { call: { effect: 'network', mode, traits: ['takes-list'] } }),
      send_message: { call: { effect: 'network', mode, bulk: 'send_messages(Entries=…)' } },
      ...rows('objects object_versions buckets tables instances queues topics', { type: 'Collection' }),
      ...rows('meta name key arn url', { type: 'pyBuiltins#Plain' }),
    },
    memberPatterns: actions(mode),
  };
}

export const pyBoto3 = defineLibrary({
  id: 'pyBoto3',
  title: 'AWS SDK',
  language: 'python',
  packages: ['boto3', 'boto3/session', 'botocore/session'],
  source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/guide/clients.html',
  exports: {
    client: { call: { ...opens, returns: 'Client' } },
    resource: { call: { ...opens, returns: 'Resource' } },
    Session: made('Session'),
    session: { type: 'SessionModule' },
    get_session: { call: { returns: 'Session' } },
  },
  types: {
    SessionModule: { members: { Session: made('Session') } },
    Session: {
      members: {
        ...rows('client create_client', { call: { ...opens, returns: 'Client' } }),
        resource: { call: { ...opens, returns: 'Resource' } },
        ...rows('get_credentials get_available_regions get_available_services', { call: {} }),
        ...rows('region_name profile_name', {}),
      },
    },
    AsyncSession: {
      members: {
        ...rows('client create_client', { call: { ...opens, mode: 'awaited', returns: 'AsyncClient' } }),
        resource: { call: { ...opens, mode: 'awaited', returns: 'AsyncResource' } },
      },
    },
    Client: client('blocks'),
    AsyncClient: client('awaited'),
    Resource: resource('blocks'),
    AsyncResource: resource('awaited'),
    /** Each page needs the token of the one before it. */
    Paginator: { members: { paginate: { call: { returns: 'Pages' } } } },
    Pages: { traits: ['cursor'], members: { search: { call: { returns: 'Pages' } }, build_full_result: { call: { effect: 'network', mode: 'blocks' } } } },
    Waiter: { members: { wait: { call: { traits: ['waits'] } } } },
    Collection: {
      traits: ['cursor'],
      element: 'Resource',
      members: {
        ...rows('all filter limit page_size pages', { call: { returns: 'Collection' } }),
        delete: { call: { effect: 'network', mode: 'blocks', traits: ['takes-list'] } },
      },
    },
    BatchWriter: { traits: ['collection'], members: rows('put_item delete_item', { call: {} }) },
    Downloaded: { anyMember: { type: 'Body' } },
    Body: {
      traits: ['stream'],
      members: {
        read: { call: { when: { index: 0, is: 'missing' }, effect: 'network', mode: 'blocks', traits: ['whole-file', 'small'], orElse: { effect: 'network', mode: 'blocks', traits: ['small'] } } },
        ...rows('iter_lines iter_chunks close', { call: {} }),
      },
    },
  },
  shapes: [
    ...clientShapes('Client'),
    { receiver: '(^|[._])(dynamodb|ddb|\\w*_)?table$', method: '^(get_item|put_item|delete_item|update_item|batch_writer)$', type: 'Resource', confidence: 'likely' },
  ],
});
