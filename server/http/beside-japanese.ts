import { htmlLang, type Locale } from '../domain/procedures/locale.ts';
import { escapeForView, Html, textOf } from '../lib/html.ts';
import type { Words } from './words.ts';

/** As it is heard: 「ポチ（柴犬）」 and "ポチ (柴犬)" are the same words. */
const heard = (text: Html | string) =>
  (text instanceof Html ? textOf(text) : text).normalize('NFKC').replace(/\s/g, '');

/** Whoever reads easy Japanese sits opposite somebody who reads it, too. */
export const needsJapanese = (locale: Locale): boolean => htmlLang(locale) !== 'ja';

/** A text with the Japanese one small beside it, so that staff know what is being read. */
export function besideJapanese(text: Html | string, japanese: Html | string): Html {
  const own = escapeForView(text);
  if (heard(text) === heard(japanese)) return new Html(own);
  return new Html(`${own} <span class="beside" lang="ja">${escapeForView(japanese)}</span>`);
}

/** The site's words for two readers: each with the Japanese ones beside it, where that is another language. */
export function besideWords(own: Words, japanese: Words): Words['t'] {
  if (!needsJapanese(own.locale)) return own.t;
  return (key, params) => besideJapanese(own.t(key, params), japanese.t(key, params));
}

const IDENTITY = ['inputId', 'id', 'key', 'value'] as const;

function identityOf(one: unknown): unknown {
  if (!isPlainObject(one)) return undefined;
  const name = IDENTITY.find((key) => typeof one[key] === 'string');
  return name && one[name];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}

/** What stands at one place means the same, unless it says itself what it is: lists may be sorted. */
function partnerOf(one: unknown, at: number, japanese: readonly unknown[]): unknown {
  const identity = identityOf(one);
  if (identity === undefined || identity === identityOf(japanese[at])) return japanese[at];
  return japanese.find((other) => identityOf(other) === identity);
}

function besideValue(own: unknown, japanese: unknown): unknown {
  if (own === japanese || japanese === undefined) return own;
  if (own instanceof Html) return japanese instanceof Html ? besideJapanese(own, japanese) : own;
  if (Array.isArray(own) && Array.isArray(japanese)) {
    return own.map((one, at) => besideValue(one, partnerOf(one, at, japanese)));
  }
  return isPlainObject(own) && isPlainObject(japanese) ? besideModel(own, japanese) : own;
}

/**
 * A page's model in the resident's language whose every text has the Japanese one beside it: two
 * people read it. Both were made of the same page; addresses, values and names stay as they are.
 */
export function besideModel<M extends object>(own: M, japanese: M): M {
  const other = japanese as Record<string, unknown>;
  const both = Object.entries(own).map(([key, value]) => [key, besideValue(value, other[key])]);
  const model = Object.fromEntries(both) as Record<string, unknown>;
  // An <option> has its words plain, beside those that may be marked up.
  const { plain: text } = model;
  const { plain: below } = other;
  const isOption = model['text'] instanceof Html && typeof text === 'string';
  return (isOption && text !== below ? { ...model, plain: `${text}（${below}）` } : model) as M;
}
