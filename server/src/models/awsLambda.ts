/** AWS Lambda: handlers are told by the types of their events, by middy, or by the name `handler` where functions live. */
import { defineLibrary } from './model';
import { rows } from './rows';

const http = { entry: { kind: 'http', title: 'Lambda invocation' } } as const;
const message = { entry: { kind: 'message', title: 'Lambda invocation' } } as const;
const task = { entry: { kind: 'task', title: 'Lambda invocation' } } as const;

export const awsLambda = defineLibrary({
  id: 'awsLambda',
  title: 'AWS Lambda',
  language: 'ecmascript',
  packages: ['aws-lambda', '@types/aws-lambda', '@middy/core', '@netlify/functions'],
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/typescript-handler.html',
  exports: rows('default middy', { call: { entry: { kind: 'http', title: 'Lambda invocation' } } }),
  types: {
    APIGatewayProxyEvent: http,
    APIGatewayProxyEventV2: http,
    APIGatewayEvent: http,
    ALBEvent: http,
    CloudFrontRequestEvent: http,
    APIGatewayProxyHandler: { handler: http.entry },
    APIGatewayProxyHandlerV2: { handler: http.entry },
    Handler: { handler: http.entry },
    SQSEvent: message,
    SNSEvent: message,
    S3Event: message,
    DynamoDBStreamEvent: message,
    KinesisStreamEvent: message,
    EventBridgeEvent: message,
    SQSHandler: { handler: message.entry },
    SNSHandler: { handler: message.entry },
    S3Handler: { handler: message.entry },
    ScheduledEvent: task,
    ScheduledHandler: { handler: task.entry },
  },
  conventions: [
    { path: '(^|/)(lambdas?|netlify/functions|lambda-functions)/.*\\.[cm]?[jt]s$', exports: '^handler$', kind: 'http', title: 'Lambda {path}' },
  ],
});
