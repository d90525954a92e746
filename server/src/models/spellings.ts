/** How receivers are commonly spelled, for shapes of several libraries. */

/**
 * A class name that may be an entity or model: `User`, `models.OrderItem`. Constants (`ROLES`), classes of the language, and
 * classes named for what they do (`CreateUserCommand`, `UserService`) are left out.
 */
export const ENTITY_CLASS = '(^|\\.)'
  + '(?!(Object|Array|Map|Set|WeakMap|Reflect|Promise|String|Number|Date|Math|Buffer|Error|Symbol|Intl|Iterator|Extension|Node|Mark|Metrics|React|Prisma|Sequelize|Knex)$)'
  + '(?!\\w*(Command|Dto|DTO|Factory|Builder|Service|Controller|Error|Exception|Schema|Options|Handler|Helpers?|Utils?|Manager|Adapter|Context|Api|API|Registry'
  + '|Parser|Logger|Cache|Queue|Component|Repository|Resolver|Guard|Pipe|Strategy|Mapper|Serializer|Validator|Presenter|Use[cC]ase|Params|Props)$)'
  + '[A-Z]\\w*[a-z]\\w*$';

/**
 * A class of Python that may be a model: `User`, `models.Order`. Enumerations, exceptions, forms and classes named for what
 * they do are left out.
 */
export const MODEL_CLASS = '(^|\\.)'
  + '(?!(Path|PurePath|Counter|OrderedDict|Decimal|Enum|Config|Settings|Query|Client|Request|Response|Redis|Lock|Logger|Environment|Tensor|Dataset|DataFrame|Series)$)'
  + '(?!\\w*(Error|Exception|Enum|Form|FormSet|Serializer|Schema|View|ViewSet|Service|Manager|Client|Factory|Builder|Helper|Util|Utils|Registry|Repository|Config|Settings|Cache|Queue|Parser|Handler|Command|Adapter'
  + '|Provider|Backend|Loader|Storage|Store|API|Api|Mixin|Dao|DAO|CRUD)$)'
  + '[A-Z]\\w*[a-z]\\w*$';

/** Classes of a GraphQL schema's root. Programs write several and join them, so they are told by their names. */
export const GRAPHQL_ROOT = '(Quer(y|ies)|Mutations?|Subscriptions?)(Type|Mixin|Schema)?$';
