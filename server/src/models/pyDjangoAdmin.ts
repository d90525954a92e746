/** Django's admin: a method that takes the object alone fills one cell of every row of the list. */
import { defineLibrary } from './model';
import type { Member } from './model';
import { rows } from './rows';

const admin: Member = { type: 'ModelAdmin' };
const perRow = { call: { entry: { kind: 'row', title: 'row of the admin list' } } } as const;
const perRequest = { call: { entry: { kind: 'http', title: 'admin request' } } } as const;
const members: Readonly<Record<string, Member>> = {
  ...rows('ModelAdmin TabularInline StackedInline', admin),
  SimpleListFilter: { type: 'ListFilter' },
  display: perRow,
  action: perRequest,
  register: { call: {} },
  site: { type: 'pyBuiltins#Plain' },
};

export const pyDjangoAdmin = defineLibrary({
  id: 'pyDjangoAdmin',
  title: 'Django admin',
  language: 'python',
  packages: ['django/contrib', 'django/contrib/admin', 'django/contrib/admin/options', 'django/contrib/auth/admin', 'import_export/admin', 'unfold/admin', 'simple_history/admin', 'mptt/admin', 'reversion/admin', 'guardian/admin', 'nested_admin', 'adminsortable2/admin', 'polymorphic/admin'],
  source: 'https://docs.djangoproject.com/en/stable/ref/contrib/admin/#django.contrib.admin.ModelAdmin.list_display',
  exports: { admin: { type: 'AdminModule' }, ...members },
  memberPatterns: [{ pattern: '^\\w*(Admin|Inline)$', member: admin }],
  types: {
    AdminModule: { members },
    ModelAdmin: {
      traits: ['open'],
      methods: [
        {
          pattern: '^(get_\\w+|save_\\w+|delete_\\w+|has_\\w+_permission|changelist_view|change_view|add_view|delete_view|response_\\w+|formfield_for_\\w+|lookup_allowed|render_change_form|log_\\w+|construct_change_message)$',
          parameters: '^(request|db_field)(,|$)',
          kind: 'http',
          title: 'admin request',
        },
        // Views of their own and actions (`self, request, queryset`) run once; so does what is given a list.
        { pattern: '^[a-z]\\w*$', parameters: '^(?!(request|queryset|qs|objs|objects|model|form|value|user|data|name)$)\\w+$', kind: 'row', title: 'row of {class}' },
        { pattern: '^[a-z]\\w*$', parameters: '^request(,|$)', kind: 'http', title: 'admin request' },
      ],
    },
    ListFilter: { traits: ['open'], methods: [{ pattern: '^(lookups|queryset)$', kind: 'http', title: 'admin request' }] },
  },
});
