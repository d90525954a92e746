/** aioboto3 and aiobotocore: the sessions of boto3, whose clients are awaited. */
import { defineLibrary } from './model';
import { clientShapes } from './pyBoto3';
import { made } from './rows';

export const pyAioboto3 = defineLibrary({
  id: 'pyAioboto3',
  title: 'AWS SDK',
  language: 'python',
  packages: ['aioboto3', 'aiobotocore/session'],
  source: 'https://aioboto3.readthedocs.io/en/latest/usage.html',
  exports: {
    Session: made('pyBoto3#AsyncSession'),
    AioSession: made('pyBoto3#AsyncSession'),
    get_session: { call: { returns: 'pyBoto3#AsyncSession' } },
  },
  types: {},
  shapes: clientShapes('pyBoto3#AsyncClient'),
});
