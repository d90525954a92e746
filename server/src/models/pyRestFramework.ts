/** Django REST framework: view classes answer requests; serializers are asked once for every object of a list. */
import { defineLibrary } from './model';
import type { HookMethod, Member } from './model';
import { keptRows } from './pyDjango';
import { viewHooks } from './pyDjangoViews';
import { made, rows } from './rows';

const perRequest = { call: { entry: { kind: 'http', title: 'HTTP request' } } } as const;
const serializer: Member = made('Serializer');
const VIEW = '^\\w*(View|ViewSet)$';
const SERIALIZER = '^\\w*Serializer$';
const FIELD = '^\\w*(Field|Related)$';

const ofEachObject: readonly HookMethod[] = [
  { pattern: '^to_representation$', kind: 'row', title: 'row of {class}' },
  // `get_<field>(self, obj)`; what is given something else or nothing belongs to the framework or the program.
  {
    pattern: '^get_(?!queryset$|fields$|serializer|object$|value$|initial$|attribute$)\\w+$',
    parameters: '^(?!(request|data|validated_data|attrs|queryset|qs|context|user|field|field_name|name|key|value|model)$)\\w+$',
    kind: 'row',
    title: 'row of {class}',
  },
];

export const pyRestFramework = defineLibrary({
  id: 'pyRestFramework',
  title: 'Django REST framework',
  language: 'python',
  packages: ['rest_framework', 'rest_framework/*', 'rest_framework_gis/*', 'rest_framework_json_api/*', 'rest_framework_simplejwt/*', 'drf_writable_nested', 'drf_writable_nested/*', 'rest_polymorphic/*', 'rest_framework_bulk'],
  source: 'https://www.django-rest-framework.org/api-guide/fields/#serializermethodfield',
  exports: {
    serializers: { type: 'SerializersModule' },
    ...rows('views viewsets generics', { type: 'ViewsModule' }),
    decorators: { type: 'DecoratorsModule' },
    relations: { type: 'SerializersModule' },
    ListSerializer: made('ListSerializer'),
    Request: made('Request'),
    ...rows('api_view action', perRequest),
    ...rows('permission_classes authentication_classes throttle_classes renderer_classes parser_classes Response', { call: {} }),
    permissions: { type: 'PermissionsModule' },
    PageNumberPagination: { type: 'Pagination' },
    pagination: { type: 'PaginationModule' },
    BasePermission: { type: 'Permission' },
  },
  memberPatterns: [{ pattern: SERIALIZER, member: serializer }, { pattern: FIELD, member: made('Field') }, { pattern: VIEW, member: { type: 'View' } }],
  types: {
    SerializersModule: {
      members: { ListSerializer: made('ListSerializer') },
      memberPatterns: [{ pattern: SERIALIZER, member: serializer }, { pattern: FIELD, member: made('Field') }],
    },
    ViewsModule: { memberPatterns: [{ pattern: VIEW, member: { type: 'View' } }] },
    DecoratorsModule: { members: rows('api_view action', perRequest) },
    PermissionsModule: { members: { BasePermission: { type: 'Permission' } }, memberPatterns: [{ pattern: '^[A-Z]\\w+$', member: { type: 'Permission' } }] },
    Serializer: { traits: ['open'], methods: ofEachObject, members: { is_valid: { call: {} }, ...rows('data validated_data errors', { type: 'Data' }) } },
    /** Gets the whole list at once. */
    ListSerializer: { traits: ['open'], members: { is_valid: { call: {} }, ...rows('data validated_data errors', { type: 'Data' }) } },
    Field: { traits: ['open'], methods: [{ pattern: '^(to_representation|get_attribute)$', kind: 'row', title: 'row with a {class}' }] },
    Data: { traits: ['open'] },
    View: {
      traits: ['open'],
      methods: viewHooks,
      members: {
        request: { type: 'Request' },
        get_object: { call: { effect: 'db-query', mode: 'blocks', traits: ['single-row'] } },
        ...rows('get_serializer', { call: { returns: 'Serializer' } }),
        as_view: { call: {} },
      },
    },
    PaginationModule: { members: { PageNumberPagination: { type: 'Pagination' } } },
    Pagination: { traits: ['open'], members: { page: { type: 'Page' } } },
    Page: { traits: ['open'], members: { paginator: { type: 'Paginator' } } },
    Paginator: { traits: ['open'], members: { object_list: { type: 'AllPages' } } },
    /** Given as a list by few views, by most as the query. */
    AllPages: { extends: 'pyDjango#QuerySet', element: 'pyDjango#Model', iterated: { ...keptRows, confidence: 'likely', traits: ['all-pages'] } },
    Permission: { traits: ['open'], methods: [{ pattern: '^has_(object_)?permission$', kind: 'http', title: 'HTTP request' }] },
    Request: { extends: 'pyDjangoViews#Request', members: rows('data query_params auth', { type: 'pyDjangoViews#Values' }) },
  },
});
