/**
 * What names say about intent. Used only to stay silent or to lower confidence: a name never makes a finding.
 */

/** Waiting on purpose. */
export const PAUSE = /^(sleep|delay|wait|waitFor\w*|pause|backoff|setTimeout|timeout|tick|nextTick|setImmediate|cooldown|jitter|yieldTo\w*)$|(Delay|Sleep|Timeout|Backoff)$|^(sleep|delay|wait)(For|Ms|Seconds|Until)?[A-Z]?\w*$/;
/** Something that bounds how much runs at once. */
export const LIMITER = /limiter|throttl|rate_?limit|semaphore|bottleneck|^limit$|(^|\.)(acquire|schedule)$|\bp?queue\.(add|push|enqueue)$/i;
export const RETRY = /retr(y|ies)|attempt|\btries\b|maxTries|backoff|numTries|\btrial/i;
/** Handles whose operations must follow each other: one page, one stream, one connection. */
export const ORDERED_HANDLE = /(^|\.)(this\.)?_?#?(page|browser|context\.page|driver|stream|writer|reader|cursor|socket|ws|res|response|reply|terminal|spinner|prompt|rl|lock|mutex|iterator|generator|fd|file|fileHandle|channel|archive|zip|tar|encoder|editor|shell|ssh|sftp|ftp)$/i;
/** Work inside one of these shares a connection: names for when types do not tell. */
export const TRANSACTION_HANDLE = /^(tx|trx|txn|transaction|session|queryRunner|transactionalEntityManager|entityManager|em|t|conn|connection|client|dbClient|pgClient|transactionManager|manager)$/;
/** Calls that take the next piece of a stream or queue. */
export const CONSUMES_NEXT = /^(read|readLine|readline|next|nextObject|hasNext|pull|recv|receive|dequeue|poll|take|fetchNext|getNext|nextPage|getNextPage|advance|reserve\w*|question|prompt|ask|confirm|select)$/;
/** Calls whose order the receiver shows to somebody. */
export const EMITS_IN_ORDER = /^(write|print|step|say|reply|respond|type|click|press|goto|fill|append\w*|flush|drain|pipe)$/;
/** Checks rights or validity: what follows must not start before. */
export const GUARD = /^_?(check|assert|verify|validate|ensure|require|authori[sz]e|authenticate|guard|can|is|has|must|protect|enforce|rateLimit|limit|lock|acquire|consume|throttle)($|[A-Z_])|auth(entication|orization)?$|permission|ratelimit|rateLimit|session$|currentUser$|getUser$|getSession|getServerSession|requireUser|loggedIn/;
/** Changes something: a later read may depend on it. */
export const WRITES = /^_?(create|insert|update|upsert|delete|remove|destroy|save|set|add|put|patch|post|write|send|publish|emit|enqueue|push|store|persist|sync|migrate|run|execute|process|handle|apply|commit|rollback|begin|start|stop|init|initiali[sz]e|connect|disconnect|close|open|register|unregister|login|logout|sign|reset|clear|flush|mark|archive|restore|move|rename|copy|upload|import|install|build|deploy|trigger|dispatch|notify|track|log|record|increment|decrement|lock|unlock|acquire|release|wait|sleep|delay|setup|teardown|cleanup|mount|render|click|type|navigate|goto|use|enable|disable|cancel|revoke|grant|assign|unassign|link|unlink|attach|detach|link|merge|schedule|perform|invoke|call|mutate|refresh|touch|bump|append|prepend|seed|populate|generate|invalidate|expire|purge|evict|finali[sz]e|complete|confirm|submit|accept|reject|approve|invite|join|leave|subscribe|unsubscribe|ban|kick|transfer|charge|refund|pay|capture)($|[A-Z_])/;
/** Works on what is already here: a request's body, a hash, a template. Nothing is gained by starting it earlier. */
export const COMPUTES = /^_?(json|text|formData|blob|arrayBuffer|body|parse|safeParse|validate|hash|encrypt|decrypt|encode|decode|sign|compile|render|transform|format|serialize|deserialize|stringify|compress|decompress|zip|unzip|map|filter|convert|build|extract|compute|calculate|generate)($|[A-Z_])|(Body|Params|SearchParams|FormData)$/;
/** Fails when something is missing or not allowed: a check as well as a read. */
export const READS_OR_FAILS = /(OrThrow|OrFail|OrError|OrRedirect|OrNotFound|OrDie|Strict)$/;
/** Reads something and changes nothing, by the customary verbs. */
export const READS = /^_?(get|find|fetch|load|list|read|query|count|select|search|lookup|look_up|retrieve|resolve|exists|has|is|aggregate|sum|max|min|avg|stats|peek|describe|head|scan|all|one|first|many|by|length|size|total|latest|current|recent|active|pending|last)($|[A-Z_0-9])/;
/** The loop variable of a loop over slices. */
export const SLICE = /(^|[a-z_])(chunk|batch|page|slice|partition|bucket|window|segment|shard)(ed|es|s)?$|^(chunk|batch|page|slice|bucket)(ed|Of|Ids|Items|Rows|Data|Keys|List|Start|Index)\w*$/i;
export const SLICING_CALL = /(chunk|batch|partition|paginate|splitInto|split_(into|every)|slice|bucket|grouper)\w*$/i;
/** What is iterated is a list of slices: `chunk(ids, 50)`, `batches`. */
export const SLICED_TEXT = /(chunks|batches|pages|slices|buckets|partitions)$|\b\w*(chunk|batch|partition|paginate|splitInto|bucket)\w*\(/i;
/** Elements that others registered, to be run one after the other. */
export const STEP_NAME = /^(\w*(Hook|Plugin|Middleware|Handler|Interceptor|Listener|Step|Stage|Phase)|hook|plugin|middleware|handler|interceptor|listener|step|stage|phase)$/;
/** Constants by convention: a short list written into the program. */
export const CONSTANT_NAME = /^(Object\.(values|keys|entries)\()?((\w+\.)?[A-Z][A-Z0-9_]{2,}|[A-Z]\w*\.[A-Z][A-Z0-9_]+)\)?(\.(entries|keys|values)\(\))?$/;
/** Carries data or a schema over to another version. */
export const MIGRATES = /migrat/i;
/** Ends the program. */
export const ENDS_PROGRAM = /^(process\.exit|sys\.exit|os\._exit|Deno\.exit)$/;
/** Changes to a schema, or to all data. */
export const MIGRATION = /migrat|\bupgrade\w*(Data|Collection|Document|Schema|Database|Table|Field)s?$|(create|drop|alter|ensure)(Table|Index|Indexes|Indices|Schema|Column|Constraint|Extension)/i;
/** `Object.values(Enum)`, `Status.choices`, `Order._meta.get_fields()`: as long as the type. */
export const ENUM_VALUES = /^Object\.(values|keys|entries)\([A-Z]\w*\)$|^[A-Z]\w*(\.\w+)*\.choices$|\b_meta\.((get_)?\w*fields|many_to_many|related_objects)(\(\))?$|\.changed_data$/;
/** Steps of a chain that name the table, collection or connection it talks to. */
export const PICKS_TARGET = /^(collection|getCollection|model|getModel|get_model|modelFor|table|getTable|from|into|withSchema|repository|getRepository|getRepositoryFor|repositoryFor|forTenant|useDatabase|database|schema|container|bucket|queue|getQueue|get|getClient|getConnection|knex)$/;
/** Take the table they read as their first argument. */
export const TAKES_TABLE = /^a?get_(object|list)_or_404$/;
/** Elements that are talked to rather than about. */
export const TARGET_NAME = /^(db|database|client|conn|connection|pool|shard|replica|dataSource|datasource|prisma|em)$|(Db|Database|Client|Connection|Pool|Shard|Replica|DataSource)$/;
/** Stands for somebody who is asked anew by every call. */
export const REMOTE_NAME = /(^|[a-z])(api|sdk|service|gateway|provider|store|cache)$/i;
/** These may as well be rows of a table about such things; then they have the methods of rows. */
export const TABLE_NAME = /^(collection|coll|table|repo|repository|model)$|(Collection|Table|Repo|Repository|Model)$|_(collection|table|repo|repository|model|cls)$/;
/** Calls that are given a statement. */
export const RUNS_STATEMENT = /^(execute|exec|query|scalars?|run|raw|fetch|fetch_?(all|one|row|val)|\$(query|execute)Raw(Unsafe)?)$/;
export const ROW_METHOD = /^(save|update|destroy|delete|remove|reload|refresh|restore|softDelete|patch|increment|decrement|(set|add|get|has|load)[A-Z]\w*)$/;
/** A condition for any member of a list, by name of key, operator or function. */
export const LIST_TEST = /^(\$in|\$nin|in|notIn|not in|inArray|notInArray|In|Any|any|whereIn|orWhereIn|andWhereIn|whereNotIn|hasSome|_in|inq|anyOf|in_|isAnyOf|array-contains-any|\w+__in)$/;
export const LIST_TEST_TEXT = /=\s*any\s*\(|\bin\s*\(\s*(\?|:)/i;
/** More than one of something. */
export const LIST_NAME = /([^s]s|list|List|array|Array|set|Set|batch|Batch|group|Group|bulk|Bulk|data|Data|rows|items|children|entities)$/;
/** Gives the same collection in another form. */
export const COPIES = /^(list|tuple|set|frozenset|sorted|from)$/;
/** Elements that happened one after another. */
export const HAPPENED = /^_?(event|evt|message|msg|transaction|operation|change|delta|command|frame|packet|edu|pdu)$/;
/** Takes what happened where it belongs. */
export const FOLLOWS_ORDER = /^_?(on|handle|process|apply|dispatch|deliver|emit|replay|receive|consume|persist)($|[A-Z_])/;
/** Asks for rows together with their relations. */
export const LOADS_ALONG = /^(select_related|prefetch_related|a?prefetch_related_objects|Prefetch|joinedload|selectinload|subqueryload|immediateload|contains_eager|fetch_related)$/;
/** Asks whether something was loaded already. */
export const SAYS_LOADED = /^(is|was|has|are)?_?(Initiali[sz]ed|Loaded|Populated|Hydrated|Fetched|initiali[sz]ed|loaded|populated)$/;
/** An argument or option that is a transaction, wherever it stands among the arguments. */
export const TRANSACTION_ARGUMENT = /^(tx|trx|txn|t|transaction|session|queryRunner|transactionalEntityManager|transactionManager|sharedContext)$/;
/** Tells somebody what happens; the work of an iteration is elsewhere. */
export const TELLS = /^(log|debug|info|warn|audit|progress|notify(Progress|Status))($|[A-Z_])|(Log|Logs|Audit|AuditLog|Progress)$|(^|\.)_?(logger|audit\w*|progress\w*)\./;
/** Requests that change something on the other side. */
export const CHANGES_ELSEWHERE = /^(post|put|patch|delete|del|create|cancel|refund|update|capture|confirm|void|close|detach|remove|revoke|expire)($|[A-Z])/;
/** Looks at what it is given and leaves no trace, so that running it less often changes nothing. */
export const ONLY_LOOKS = /^(isinstance|issubclass|hasattr|getattr|callable|len|str|int|float|bool|abs|round|min|max|sum|any|all|tuple|list|set|sorted|range|zip|enumerate|type|ord|chr|startswith|endswith|lower|upper|strip|lstrip|rstrip|split|rsplit|splitlines|join|replace|casefold|title|isdigit|isnumeric|isalpha|isalnum|isspace|isupper|islower|isidentifier|isdecimal|get|keys|values|items|count|index|find|issubset|issuperset|isdisjoint|match|fullmatch|search|fnmatch|is_file|is_dir|is_absolute|isfile|isdir|is_relative_to|exists|isnan|isinf|isfinite|isclose|basename|dirname|splitext|utcoffset|total_seconds|date)$/;
