/** AWS Lambda in Python: handlers are told by their name and what they take. */
import { defineLibrary } from './model';

export const pyAwsLambda = defineLibrary({
  id: 'pyAwsLambda',
  title: 'AWS Lambda',
  language: 'python',
  packages: ['aws_lambda_powertools/utilities/typing', 'aws_lambda_typing/context'],
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html',
  exports: { LambdaContext: { type: 'LambdaContext' }, Context: { type: 'LambdaContext' } },
  types: { LambdaContext: { traits: ['open'], entry: { kind: 'http', title: 'Lambda call' } } },
  conventions: [{ path: '\\.py$', exports: '^(lambda_handler|handler|main)$', parameters: '^_?event,_?(context|ctx)$', kind: 'http', title: 'Lambda call' }],
});
