import type { FieldError } from '../../domain/fields/answers.ts';
import { placeOfField } from '../../domain/fields/inner-rows.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { formatNumber } from '../../lib/number-text.ts';
import { dateText } from './format-text.ts';
import { fieldLabel, procedureText } from './procedure-text.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function readable(words: Words, name: string, value: string | number): string | Html {
  if (typeof value === 'number') {
    return name.endsWith('year') ? String(value) : formatNumber(value, words.locale);
  }
  return DATE.test(value) ? dateText(words, value) : value;
}

// Most problems say nothing but their field's name: they read the same each time.
const known = new WeakMap<Procedure, Map<string, Html>>();

/** Of a problem without anything of its own in it. */
function plainErrorText(procedure: Procedure, words: Words, error: FieldError): Html {
  let texts = known.get(procedure);
  if (texts === undefined) {
    texts = new Map();
    known.set(procedure, texts);
  }
  const key = `${words.locale} ${error.code} ${error.field}`;
  let text = texts.get(key);
  if (text === undefined) {
    text = words.t(`errors:${error.code}`, { label: labelOf(procedure, words, error.field) });
    texts.set(key, text);
  }
  return text;
}

/**
 * What a person reads about one problem, beside the field and in the summary alike. Parameters of
 * the code are made readable: numbers grouped, dates in both calendars. `label` is always given.
 */
export function errorText(procedure: Procedure, words: Words, error: FieldError): Html {
  const own = error.textKey && procedureText(procedure, words, error.textKey);
  if (own) return own;
  // Rows are numbered without end; fields are not.
  if (error.params === undefined && procedure.fields.has(error.field)) {
    return plainErrorText(procedure, words, error);
  }
  const params: Record<string, string | Html> = {};
  for (const [name, value] of Object.entries(error.params ?? {})) {
    params[name] = readable(words, name, value);
  }
  params['label'] = labelOf(procedure, words, error.field);
  return words.t(`errors:${error.code}`, params);
}

function labelOf(procedure: Procedure, words: Words, id: string): string | Html {
  const place = placeOfField(id);
  if (!place) {
    const field = procedure.fields.get(id) ?? columnOf(procedure, id);
    return field ? fieldLabel(procedure, words, field) : id;
  }
  const key = `${place.rows}.${place.field}`;
  const field = procedure.fields.get(key) ?? columnOf(procedure, place.field, `.${key}`);
  const label = field ? fieldLabel(procedure, words, field) : place.field;
  return words.t('fields:rows.heading', { label, number: place.index + 1 });
}

/** The field of a row, whatever it is a row of. */
function columnOf(procedure: Procedure, id: string, end = '') {
  for (const [key, field] of procedure.fields) {
    if (field.id === id && key.endsWith(end)) return field;
  }
  return undefined;
}
