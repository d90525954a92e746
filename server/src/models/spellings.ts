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
