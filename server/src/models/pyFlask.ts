/** Flask, Quart and Flask-RESTful: views are decorated functions or methods of view classes. */
import { defineLibrary } from './model';
import type { HookMethod, Member, Operation } from './model';
import { made, rows } from './rows';

function route(title: string): { readonly call: Operation } {
  return { call: { entry: { kind: 'http', title } } };
}

const hooks: readonly HookMethod[] = [{ pattern: '^(get|post|put|patch|delete|head|options|dispatch_request)$', kind: 'http', title: 'request to {class}' }];

const routes: Readonly<Record<string, Member>> = {
  get: route('GET {0}'),
  post: route('POST {0}'),
  put: route('PUT {0}'),
  patch: route('PATCH {0}'),
  delete: route('DELETE {0}'),
  route: route('request {0}'),
  websocket: route('web socket {0}'),
  add_url_rule: { call: { when: { index: 2, is: 'function' }, entry: { kind: 'http', title: 'request {0}' }, orElse: { entry: { kind: 'http', title: 'request {0}', properties: ['view_func'] } } } },
  ...rows('before_request after_request teardown_request before_app_request after_app_request errorhandler app_errorhandler context_processor app_context_processor', route('HTTP request')),
};

export const pyFlask = defineLibrary({
  id: 'pyFlask',
  title: 'Flask',
  language: 'python',
  packages: ['flask', 'flask/views', 'quart', 'quart/views', 'flask_restful', 'flask_restx', 'flask_smorest', 'apiflask', 'flask_openapi3'],
  source: 'https://flask.palletsprojects.com/en/stable/quickstart/#routing',
  exports: {
    ...rows('Flask Quart APIFlask OpenAPI', made('App')),
    ...rows('Blueprint Namespace APIBlueprint', made('App')),
    Api: made('Api'),
    ...rows('View MethodView Resource', { type: 'View' }),
    ...rows('g current_app', { type: 'Context' }),
    request: { type: 'Request' },
    session: { type: 'Session' },
    ...rows('jsonify render_template render_template_string redirect url_for abort flash make_response send_file send_from_directory stream_with_context', { call: {} }),
  },
  types: {
    App: {
      traits: ['open'],
      members: {
        ...routes,
        ...rows('config logger extensions', { type: 'pyBuiltins#Plain' }),
        ...rows('register_blueprint run app_context test_request_context add_resource shell_context_processor teardown_appcontext', { call: {} }),
        test_client: { call: { returns: 'pyBuiltins#Plain' } },
      },
    },
    Api: { traits: ['open'], members: { ...routes, ...rows('add_resource add_namespace register_blueprint init_app', { call: {} }) } },
    View: { traits: ['open'], methods: hooks, members: { as_view: { call: {} } } },
    Context: { traits: ['open'] },
    Request: { traits: ['open'], members: { ...rows('get_json get_data', { call: {} }), ...rows('json args form files headers cookies values data method path', { type: 'pyBuiltins#Plain' }) } },
    Session: { traits: ['collection'], anyMember: { call: {} } },
  },
  shapes: [
    { receiver: '(^|[._])(app|bp|blueprint|\\w+_(bp|blueprint))$', method: '^(route|before_request|after_request|errorhandler|before_app_request)$', type: 'App', confidence: 'likely' },
  ],
});
