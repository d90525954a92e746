/** Django's feeds and sitemaps: `item_*` and the methods of a sitemap are asked once for every item. */
import { defineLibrary } from './model';

export const pyDjangoFeeds = defineLibrary({
  id: 'pyDjangoFeeds',
  title: 'Django feeds',
  language: 'python',
  packages: ['django/contrib/syndication/views', 'django/contrib/sitemaps'],
  source: 'https://docs.djangoproject.com/en/stable/ref/contrib/syndication/#feed-class-reference',
  exports: { Feed: { type: 'Feed' }, Sitemap: { type: 'Sitemap' }, GenericSitemap: { type: 'Sitemap' } },
  types: {
    Feed: {
      traits: ['open'],
      methods: [
        { pattern: '^item_\\w+$', kind: 'row', title: 'item of {class}' },
        { pattern: '^(items|get_object|title|link|description|subtitle|feed_extra_kwargs|get_context_data)$', kind: 'http', title: 'request to {class}' },
      ],
    },
    Sitemap: {
      traits: ['open'],
      methods: [
        { pattern: '^(location|lastmod|changefreq|priority|alternates)$', parameters: '^\\w+$', kind: 'row', title: 'item of {class}' },
        { pattern: '^(items|get_urls)$', kind: 'http', title: 'request to {class}' },
      ],
    },
  },
});
