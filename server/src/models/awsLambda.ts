/** AWS Lambda: handlers are told by the types of their events, by middy, or by the name `handler` where functions live. */
import { defineLibrary } from './model';
import type { TypeModel } from './model';
import { rows } from './rows';

const http: TypeModel = { entry: { kind: 'http', title: 'Lambda handler' } };
const message: TypeModel = { entry: { kind: 'message', title: 'Lambda handler' } };
const task: TypeModel = { entry: { kind: 'task', title: 'Lambda handler' } };

export const awsLambda = defineLibrary({
  id: 'awsLambda',
  title: 'AWS Lambda',
  language: 'ecmascript',
  packages: ['aws-lambda', '@types/aws-lambda', '@middy/core', '@netlify/functions'],
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/typescript-handler.html',
  exports: rows('default middy', { call: { entry: { kind: 'http', title: 'Lambda handler' } } }),
  types: {
    APIGatewayProxyEvent: http,
    APIGatewayProxyEventV2: http,
    APIGatewayEvent: http,
    ALBEvent: http,
    CloudFrontRequestEvent: http,
    APIGatewayProxyHandler: http,
    APIGatewayProxyHandlerV2: http,
    Handler: http,
    SQSEvent: message,
    SNSEvent: message,
    S3Event: message,
    DynamoDBStreamEvent: message,
    KinesisStreamEvent: message,
    EventBridgeEvent: message,
    SQSHandler: message,
    SNSHandler: message,
    S3Handler: message,
    ScheduledEvent: task,
    ScheduledHandler: task,
  },
  conventions: [
    { path: '(^|/)(lambdas?|netlify/functions|lambda-functions)/.*\\.[cm]?[jt]s$', exports: '^handler$', kind: 'http', title: 'Lambda {path}' },
  ],
});
