/**
 * AWS SDK for JavaScript v3. Every client has its own keep-alive sockets and credential cache, so one per process is right.
 * What `send` does is told by the command it is given.
 */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const client: Operation = { returns: 'Client', effect: 'opens-connection', mode: 'started', traits: ['keep-alive'] };

function command(constructs: string, operation: Operation, orElse: Operation): Operation {
  return { ...operation, when: { index: 0, constructs }, orElse };
}

const getItem: Operation = { effect: 'db-query', traits: ['single-row'], bulk: 'send(new BatchGetCommand({ RequestItems }))' };
const writeItem: Operation = { effect: 'db-write', traits: ['single-row'], bulk: 'send(new BatchWriteCommand({ RequestItems }))' };
const updateItem: Operation = { effect: 'db-write', traits: ['single-row'], bulk: 'send(new TransactWriteCommand({ TransactItems }))' };
const query: Operation = { effect: 'db-query' };

const send: Operation = command('^Get(Item)?Command$', getItem,
  command('^(Query|Scan|ExecuteStatement)Command$', query,
    command('^(BatchGet|TransactGet)(Items?)?Command$', { effect: 'db-query', traits: ['takes-list'] },
      command('^(BatchWrite|TransactWrite)(Items?)?Command$', { effect: 'db-write', traits: ['takes-list'] },
        command('^(Put|Delete)(Item)?Command$', writeItem,
          command('^Update(Item)?Command$', updateItem,
            command('^SendMessageCommand$', { effect: 'network', bulk: 'send(new SendMessageBatchCommand({ Entries }))' },
              command('^DeleteMessageCommand$', { effect: 'network', bulk: 'send(new DeleteMessageBatchCommand({ Entries }))' },
                command('^PublishCommand$', { effect: 'network', bulk: 'send(new PublishBatchCommand({ PublishBatchRequestEntries }))' },
                  command('^DeleteObjectCommand$', { effect: 'network', bulk: 'send(new DeleteObjectsCommand({ Delete: { Objects } }))' },
                    command('^(SendMessageBatch|DeleteMessageBatch|PublishBatch|DeleteObjects|PutEvents|PutRecords)Command$', { effect: 'network', traits: ['takes-list'] },
                      { effect: 'network' })))))))))));

export const awsSdk = defineLibrary({
  id: 'awsSdk',
  title: 'AWS SDK',
  language: 'ecmascript',
  packages: ['@aws-sdk/*'],
  source: 'https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-reusing-connections.html',
  exports: {
    DynamoDBDocumentClient: { type: 'DocumentClientConstructor' },
    DynamoDBDocument: { type: 'DocumentConstructor' },
    DynamoDB: { construct: { ...client, returns: 'DynamoDB' } },
    ...rows(`
      S3 SQS SNS SES SESv2 Lambda EventBridge SecretsManager SSM STS KMS CloudWatch CloudWatchLogs CloudFront CognitoIdentityProvider
      Kinesis Firehose SFN ECS EC2 Route53 Athena Glue Bedrock BedrockRuntime Textract Rekognition Comprehend Polly Translate IAM Scheduler
    `, { construct: { ...client, returns: 'Service' } }),
    Upload: { construct: { returns: 'Upload' } },
  },
  memberPatterns: [
    { pattern: '^\\w+Client$', member: { construct: client } },
    { pattern: '^paginate\\w+$', member: { call: { returns: 'Pages' } } },
    { pattern: '^waitUntil\\w+$', member: { call: { traits: ['waits'] } } },
  ],
  types: {
    Client: { traits: ['client'], members: { send: { call: send }, destroy: { call: {} } } },
    /** `new S3()`: the client with one method per command. */
    Service: { extends: 'Client', members: rows('config middlewareStack', {}), anyMember: { call: { effect: 'network' } } },
    DynamoDB: {
      extends: 'Service',
      members: {
        getItem: { call: getItem },
        ...rows('query scan executeStatement', { call: query }),
        ...rows('putItem deleteItem', { call: writeItem }),
        updateItem: { call: updateItem },
        ...rows('batchGetItem transactGetItems', { call: { effect: 'db-query', traits: ['takes-list'] } }),
        ...rows('batchWriteItem transactWriteItems', { call: { effect: 'db-write', traits: ['takes-list'] } }),
      },
    },
    /** Wraps a client that is given and opens nothing itself. */
    DocumentClientConstructor: { members: { from: { call: { returns: 'DocumentClient' } } }, instance: 'DocumentClient' },
    DocumentClient: { extends: 'Client' },
    DocumentConstructor: { members: { from: { call: { returns: 'Document' } } }, instance: 'Document' },
    Document: {
      extends: 'Client',
      members: {
        get: { call: getItem },
        ...rows('query scan', { call: query }),
        ...rows('put delete', { call: writeItem }),
        update: { call: updateItem },
        ...rows('batchGet transactGet', { call: { effect: 'db-query', traits: ['takes-list'] } }),
        ...rows('batchWrite transactWrite', { call: { effect: 'db-write', traits: ['takes-list'] } }),
      },
    },
    Upload: { members: { done: { call: { effect: 'network' } }, on: { call: {} }, abort: { call: {} } } },
    /** Each page needs the token of the one before it. */
    Pages: { traits: ['cursor'] },
  },
  shapes: [
    { receiver: '(^|\\.)(s3|sqs|sns|ses|dynamo|dynamodb|lambda|ddb|docClient|documentClient)(Client)?$', method: '^send$', type: 'Client', confidence: 'likely' },
  ],
});
