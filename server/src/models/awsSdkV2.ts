/** AWS SDK for JavaScript v2: all services share the process's agent, so constructing one opens nothing. Requests run at `.promise()`. */
import { defineLibrary } from './model';
import { rows } from './rows';

const query = { call: { returns: 'Query' } } as const;
const write = { call: { returns: 'Write' } } as const;

export const awsSdkV2 = defineLibrary({
  id: 'awsSdkV2',
  title: 'AWS SDK v2',
  language: 'ecmascript',
  packages: ['aws-sdk', 'aws-sdk/clients/*'],
  source: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/AWS/Request.html',
  exports: {
    DynamoDB: { type: 'DynamoDBConstructor', construct: { returns: 'Service' } },
    ...rows(`
      default S3 SQS SNS SES SESV2 Lambda EventBridge SecretsManager SSM STS KMS CloudWatch CloudWatchLogs CloudFront
      CognitoIdentityServiceProvider Kinesis Firehose StepFunctions ECS EC2 Route53 Athena Glue Textract Rekognition Comprehend Polly IAM
    `, { construct: { returns: 'Service' } }),
    DocumentClient: { construct: { returns: 'DocumentClient' } },
  },
  types: {
    DynamoDBConstructor: { members: { DocumentClient: { construct: { returns: 'DocumentClient' } } }, construct: { returns: 'Service' }, instance: 'Service' },
    Service: {
      traits: ['client'],
      members: {
        ...rows('getSignedUrl getSignedUrlPromise createPresignedPost', { call: {} }),
        ...rows('config endpoint', {}),
      },
      anyMember: { call: { returns: 'Request' } },
    },
    DocumentClient: {
      traits: ['client'],
      members: {
        ...rows('get query scan batchGet transactGet', query),
        ...rows('put update delete batchWrite transactWrite', write),
      },
    },
    Request: {
      members: {
        promise: { call: { effect: 'network' } },
        send: { call: { effect: 'network', mode: 'started' } },
        createReadStream: { call: { returns: 'nodeStream#Readable' } },
        on: { call: { returns: 'Request' } },
      },
    },
    Query: { extends: 'Request', members: { promise: { call: { effect: 'db-query', bulk: 'batchGet({ RequestItems }).promise()' } } } },
    Write: { extends: 'Request', members: { promise: { call: { effect: 'db-write', bulk: 'batchWrite({ RequestItems }).promise()' } } } },
  },
});
