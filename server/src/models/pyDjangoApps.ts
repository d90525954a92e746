/** Models, managers and fields that applications for Django bring: what they are is told by how their names end. */
import { defineLibrary } from './model';
import { toMany, toOne } from './pyDjango';
import { rows } from './rows';

export const pyDjangoApps = defineLibrary({
  id: 'pyDjangoApps',
  title: 'Django',
  language: 'python',
  packages: [
    'django/contrib/auth/models', 'django/contrib/auth/base_user', 'django/contrib/sites/models', 'django/contrib/sessions/models', 'django/contrib/admin/models', 'django/contrib/redirects/models',
    'django/contrib/flatpages/models', 'django/contrib/gis/db/models',
    'allauth/account/models', 'allauth/socialaccount/models', 'axes/models', 'auditlog/models', 'auditlog/fields', 'cms/models', 'django_celery_beat/models', 'django_celery_results/models', 'django_comments/models',
    'django_extensions/db/models', 'easy_thumbnails/models', 'filer/models', 'filer/fields/*', 'guardian/models', 'model_utils/models', 'model_utils/managers', 'modelcluster/models', 'modelcluster/fields',
    'mptt/models', 'mptt/managers', 'mptt/fields', 'oauth2_provider/models', 'ordered_model/models', 'parler/models', 'parler/managers', 'polymorphic/models', 'polymorphic/managers', 'polymorphic/query',
    'rest_framework/authtoken/models', 'reversion/models', 'safedelete/models', 'safedelete/managers', 'simple_history/models', 'solo/models', 'sorl/thumbnail/models', 'taggit/managers', 'taggit/models',
    'treebeard/mp_tree', 'treebeard/ns_tree', 'treebeard/al_tree', 'treebeard/models', 'waffle/models', 'wagtail/models', 'wagtail/core/models', 'wagtail/images/models', 'wagtail/documents/models',
  ],
  source: 'https://docs.djangoproject.com/en/stable/topics/db/models/',
  exports: {
    ...rows('ParentalKey TreeForeignKey TreeOneToOneField FilerImageField FilerFileField AuditlogHistoryField', { call: toOne }),
    ...rows('ParentalManyToManyField TreeManyToManyField TaggableManager HistoricalRecords', { call: toMany }),
    ...rows('MP_Node NS_Node AL_Node', { type: 'pyDjango#ModelClass' }),
  },
  memberPatterns: [
    { pattern: 'Manager$', member: { type: 'pyDjango#ManagerClass' } },
    { pattern: 'QuerySet(Mixin)?$', member: { type: 'pyDjango#QuerySetClass' } },
    { pattern: 'Field$', member: { call: {} } },
    { pattern: '(Error|Exception|Signal|Event|Choices|Backend|Config)$', member: { call: {} } },
    { pattern: '^[A-Z]\\w*[a-z]', member: { type: 'pyDjango#ModelClass' } },
  ],
  types: {},
});
