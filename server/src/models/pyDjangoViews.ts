/** Django's request side: views are functions that take a request, or methods of view classes; middleware runs per request. */
import { defineLibrary } from './model';
import type { HookMethod, Operation } from './model';
import { made, rows } from './rows';

const perRequest: { readonly call: Operation } = { call: { entry: { kind: 'http', title: 'HTTP request' } } };

/** What Django's generic views and REST framework call while they answer one request. */
export const viewHooks: readonly HookMethod[] = [{
  pattern: '^(get|post|put|patch|delete|head|options|dispatch|setup|list|retrieve|create|update|partial_update|destroy|get_queryset|get_object|get_context_data|get_form|get_form_kwargs'
    + '|get_initial|get_success_url|get_template_names|get_permissions|get_serializer_class|get_serializer_context|form_valid|form_invalid|filter_queryset|paginate_queryset'
    + '|perform_create|perform_update|perform_destroy|render_to_response|test_func|has_permission|initial|finalize_response)$',
  kind: 'http',
  title: 'request to {class}',
}];

export const pyDjangoViews = defineLibrary({
  id: 'pyDjangoViews',
  title: 'Django views',
  language: 'python',
  packages: ['django/views', 'django/views/*', 'django/http', 'django/http/*', 'django/urls', 'django/conf/urls', 'django/contrib/auth/decorators', 'django/contrib/admin/views/decorators', 'django/utils/deprecation'],
  source: 'https://docs.djangoproject.com/en/stable/topics/http/views/',
  exports: {
    ...rows('require_http_methods require_GET require_POST require_safe csrf_exempt login_required permission_required user_passes_test staff_member_required never_cache condition etag last_modified gzip_page', perRequest),
    // What the view gives is kept for a while.
    cache_page: perRequest,
    ...rows('path re_path url', { call: { entry: { kind: 'http', title: 'request {0}' } } }),
    ...rows('HttpRequest QueryDict', made('Request')),
    ...rows('HttpResponse JsonResponse HttpResponseRedirect HttpResponseBadRequest HttpResponseForbidden HttpResponseNotFound StreamingHttpResponse FileResponse Http404 include reverse reverse_lazy resolve', { call: {} }),
    generic: { type: 'GenericModule' },
    MiddlewareMixin: { type: 'Middleware' },
  },
  memberPatterns: [{ pattern: '^\\w*View$', member: { type: 'View' } }],
  types: {
    GenericModule: { memberPatterns: [{ pattern: '^\\w*View$', member: { type: 'View' } }] },
    View: { traits: ['open'], methods: viewHooks, members: { request: { type: 'Request' }, as_view: { call: {} } } },
    Middleware: { traits: ['open'], methods: [{ pattern: '^(process_(request|response|view|exception|template_response)|__call__)$', kind: 'http', title: 'HTTP request' }] },
    Request: {
      traits: ['open'],
      entry: { kind: 'http', title: 'HTTP request' },
      members: { ...rows('GET POST META FILES COOKIES headers session', { type: 'Values' }), ...rows('get_full_path build_absolute_uri get_host is_secure', { call: {} }) },
    },
    Values: { traits: ['collection'], anyMember: { call: {} } },
  },
  conventions: [
    { path: '(^|/)views(/[^/]+|_\\w+)?\\.py$', exports: '^[a-z]\\w*$', parameters: '^request(,|$)', kind: 'http', title: 'request to {name}' },
    { path: '(^|/)context_processors\\.py$', exports: '^[a-z]\\w*$', parameters: '^request$', kind: 'http', title: 'HTTP request' },
  ],
});
