import type { FieldError } from '../../domain/fields/answers.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { dateText } from './format-text.ts';
import { fieldLabel, procedureText } from './procedure-text.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function readable(words: Words, name: string, value: string | number): string | Html {
  if (typeof value === 'number') {
    return name.endsWith('year') ? String(value) : value.toLocaleString('en-US');
  }
  return DATE.test(value) ? dateText(words, value) : value;
}

/**
 * What a person reads about one problem, beside the field and in the summary alike. Parameters of
 * the code are made readable: numbers grouped, dates in both calendars. `label` is always given.
 */
export function errorText(procedure: Procedure, words: Words, error: FieldError): Html {
  const own = error.textKey && procedureText(procedure, words, error.textKey);
  if (own) return own;
  const field = procedure.fields.get(error.field) ?? rowField(procedure, error.field);
  const params: Record<string, string | Html> = {};
  for (const [name, value] of Object.entries(error.params ?? {})) {
    params[name] = readable(words, name, value);
  }
  params['label'] = field ? fieldLabel(procedure, words, field) : error.field;
  return words.t(`errors:${error.code}`, params);
}

function rowField(procedure: Procedure, id: string) {
  for (const field of procedure.fields.values()) if (field.id === id) return field;
  return undefined;
}
