/** django-import-export: resources are asked once for every row of the file they read or write. */
import { defineLibrary } from './model';

export const pyImportExport = defineLibrary({
  id: 'pyImportExport',
  title: 'django-import-export',
  language: 'python',
  packages: ['import_export', 'import_export/resources'],
  source: 'https://django-import-export.readthedocs.io/en/stable/advanced_usage.html',
  exports: { resources: { type: 'Module' } },
  memberPatterns: [{ pattern: '^\\w*Resource$', member: { type: 'Resource' } }],
  types: {
    Module: { memberPatterns: [{ pattern: '^\\w*Resource$', member: { type: 'Resource' } }] },
    Resource: {
      traits: ['open'],
      methods: [{
        pattern: '^(dehydrate_\\w+|(before|after)_import_row|(before|after)_(save|delete)_instance|(before|after)_import_instance|(before|after)_(init|delete)_instance|skip_row|import_row|import_instance|get_instance|init_instance|get_or_init_instance|save_instance|save_m2m|for_delete|export_resource)$',
        kind: 'row',
        title: 'row of {class}',
      }],
    },
  },
});
