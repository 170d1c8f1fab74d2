import type { Resources } from '../../domain/bookings/resources.ts';
import type { Field, Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import type { Html } from '../../lib/html.ts';
import { pickLocal, pickLocalPlain, procedurePlain, procedureText } from './procedure-text.ts';

export interface OptionText {
  readonly key: string;
  readonly text: Html;
  /** For `<option>`, which can't show ruby. */
  readonly plain: string;
  readonly hint?: Html;
}

// ISO 5218 codes, in the order in which people look for them; 0 is offered as "prefer not to say".
const GENDERS = ['2', '1', '9', '0'];

function siteOption(words: Words, key: string, textKey: string): OptionText {
  return { key, text: words.t(textKey), plain: words.plain(textKey) };
}

function definitionOptions(procedure: Procedure, words: Words, field: Field): OptionText[] {
  return (field.options ?? []).map(({ key }) => {
    const textKey = `${field.textKey}.options.${key}`;
    const own = [textKey, `${textKey}.text`].find((k) => procedure.text(words.locale, k));
    return {
      key,
      text: (own && procedureText(procedure, words, own)) || words.t(`vocabulary:${key}`),
      plain: own ? procedurePlain(procedure, words, own) : words.plain(`vocabulary:${key}`),
      hint: procedureText(procedure, words, `${textKey}.hint`),
    };
  });
}

/** What can be chosen in a field, in the reader's language; empty for fields without options. */
export function optionTexts(
  procedure: Procedure,
  words: Words,
  field: Field,
  resources?: Resources,
): readonly OptionText[] {
  if (field.type === 'gender') {
    return GENDERS.map((key) => siteOption(words, key, `fields:gender.${key}`));
  }
  if (field.type === 'yes_no') {
    return ['yes', 'no'].map((key) => {
      const own = procedureText(procedure, words, `${field.textKey}.${key}`);
      const site = siteOption(words, key, `fields:${key}`);
      return own ? { ...site, text: own } : site;
    });
  }
  const from = field.settings['options_from'];
  if (typeof from === 'string' && resources) {
    const group = from.replace(/^resources\./, '');
    return resources.inGroup(group).map(({ id, name }) => ({
      key: id,
      text: pickLocal(name, words.locale),
      plain: pickLocalPlain(name, words.locale),
    }));
  }
  return definitionOptions(procedure, words, field);
}
