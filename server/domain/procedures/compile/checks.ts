import type { PageSource } from '../definition-schema.ts';
import { suggestion } from '../finding.ts';
import type { Check } from '../procedure.ts';
import type { Place } from './expressions.ts';
import { compileAt, type Workbench } from './fields.ts';

/**
 * Rules over several answers, of a page or of the rows of a field.
 * @param ids fields at which one of them may stand
 * @param place of all of them; its path is that of `checks`
 */
export function compileChecks(
  bench: Workbench,
  checks: PageSource['checks'],
  ids: readonly string[],
  place: Place,
): readonly Check[] {
  return Object.entries(checks ?? {}).flatMap(([key, { fails_when, field }]) => {
    const path = [...place.path, key];
    const known = ids.find((id) => id === field) ?? ids.find((id) => field.startsWith(`${id}.`));
    if (known === undefined) {
      const message = `「${field}」という項目はここにありません。`;
      bench.report.error([...path, 'field'], 'unknown_name', message, suggestion(field, ids));
    }
    const at = { ...place, path: [...path, 'fails_when'] };
    const failsWhen = compileAt<boolean>(bench, fails_when, 'bool', at);
    return failsWhen && known !== undefined ? [{ key, field: known, failsWhen }] : [];
  });
}
