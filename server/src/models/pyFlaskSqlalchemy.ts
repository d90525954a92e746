/** Flask-SQLAlchemy: one object holds the session, the base class of models and the names of SQLAlchemy. */
import { defineLibrary } from './model';
import type { Operation } from './model';
import { rows } from './rows';

const SELECT_IN = 'session.scalars(select(…).where(X.id.in_(ids)))';
const composes: Operation = { traits: ['composes'] };
const one: Operation = { returns: 'pySqlalchemy#Instance', effect: 'db-query', mode: 'blocks', bulk: SELECT_IN, traits: ['single-row'] };

export const pyFlaskSqlalchemy = defineLibrary({
  id: 'pyFlaskSqlalchemy',
  title: 'Flask-SQLAlchemy',
  language: 'python',
  packages: ['flask_sqlalchemy', 'flask_sqlalchemy/*', 'flask-sqlalchemy'],
  source: 'https://flask-sqlalchemy.readthedocs.io/en/stable/api/',
  exports: {
    // Engines are made when the application is set up, once each.
    SQLAlchemy: { type: 'Extension', call: { returns: 'Extension' } },
    ...rows('Model DefaultMeta', { type: 'pySqlalchemy#EntityClass' }),
    ...rows('BaseQuery Query', { type: 'pySqlalchemy#Query' }),
  },
  types: {
    Extension: {
      traits: ['open'],
      members: {
        session: { type: 'pySqlalchemy#ScopedSession' },
        Model: { type: 'pySqlalchemy#EntityClass' },
        Table: { type: 'pySqlalchemy#Table', call: { returns: 'pySqlalchemy#Table' } },
        engine: { type: 'pySqlalchemy#Engine' },
        Query: { type: 'pySqlalchemy#Query' },
        ...rows('relationship relation backref dynamic_loader', { call: { returns: 'pySqlalchemy#Related', bulk: 'options(selectinload({class}.{name}))', otherSide: 'options(selectinload({class}.{name}))', traits: ['relation'] } }),
        ...rows('get_or_404 first_or_404 one_or_404', { call: one }),
        paginate: { call: { effect: 'db-query', mode: 'blocks', bulk: SELECT_IN } },
        select: { call: { returns: 'pySqlalchemy#Select', traits: ['composes'] } },
        insert: { call: { returns: 'pySqlalchemy#Insert', traits: ['composes'] } },
        ...rows('update delete', { call: { returns: 'pySqlalchemy#Change', traits: ['composes'] } }),
        ...rows('joinedload selectinload subqueryload contains_eager lazyload load_only text and_ or_ not_ desc asc case cast aliased exists', { call: composes }),
        func: {},
        ...rows('Column ForeignKey Index UniqueConstraint CheckConstraint create_all drop_all init_app reflect', { call: {} }),
        ...rows('String Integer Boolean DateTime Text Float Numeric Date JSON Enum BigInteger LargeBinary', { call: {} }),
      },
    },
  },
});
