/** How models spell what a list asks for along with its rows. */

/** Fills `{path}`, `{name}` and `{class}` of a model's text: `prefetch_related('{path}')` with `['order', 'lines']`. */
export function withRelation(text: string, path: readonly string[], owner = 'X'): string {
  return text.replaceAll('{path}', path.join('__')).replaceAll('{name}', path.at(-1) ?? '').replaceAll('{class}', owner);
}
