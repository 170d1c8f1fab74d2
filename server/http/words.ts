import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type i18n } from 'i18next';
import { DEFAULT_LOCALE, htmlLang, type Locale } from '../domain/procedures/locale.ts';
import { escapeForView, Html, plainText, rubyHtml } from '../lib/html.ts';
import { markJapanese } from '../lib/mark-japanese.ts';

type Params = Readonly<Record<string, string | number | Html | undefined>>;

/** The site's own words in one language. Keys are `<room>:<key>`, the room being the file's name. */
export interface Words {
  readonly locale: Locale;
  /** For pages: escaped, with ruby. Parameters are escaped unless they are Html. */
  t(key: string, params?: Params): Html;
  /** For titles, attributes, mail: no ruby, not escaped. */
  plain(key: string, params?: Params): string;
  has(key: string): boolean;
}

// Parameters stand in as private-use characters while ruby marks are read, so that braces typed
// by a person never become markup.
const OPEN = '\uE000';
const CLOSE = '\uE001';
const SLOT = /\uE000(\w+)\uE001/g;

// i18next reads codes as BCP 47 and makes "ja-Easy" of ours: it would never find "ja-easy".
const code = (locale: Locale) => Intl.getCanonicalLocales(locale)[0] as string;

function withSlots(params: Params): Record<string, unknown> {
  const slots: Record<string, unknown> = {};
  for (const name in params) {
    slots[name] = name === 'count' ? params[name] : `${OPEN}${name}${CLOSE}`;
  }
  return slots;
}

function filled(text: string, params: Params, print: (value: unknown) => string): string {
  return text.replace(SLOT, (_, name: string) => print(params[name] ?? ''));
}

type Reader = (key: string, params?: Params) => string;

/** Texts with their slots still open are the same each time, unless a number chooses the form. */
function remembered(make: Reader): Reader {
  const known = new Map<string, string>();
  return (key, params) => {
    if (params?.['count'] !== undefined) return make(key, params);
    let text = known.get(key);
    if (text === undefined) {
      text = make(key, params);
      known.set(key, text);
    }
    return text;
  };
}

function wordsFor(instance: i18n, locale: Locale): Words {
  const translate = instance.getFixedT(code(locale));
  const isJapanese = htmlLang(locale) === 'ja';
  const markUp = (text: string) =>
    isJapanese ? rubyHtml(text) : markJapanese(rubyHtml(text), locale);
  const read = (key: string, params?: Params) =>
    params === undefined ? translate(key) : translate(key, withSlots(params));
  const marked = remembered((key, params) => markUp(read(key, params)).value);
  const plain = remembered((key, params) => plainText(read(key, params)));
  const whole = new Map<string, Html>();
  return {
    locale,
    t(key, params) {
      if (params !== undefined) {
        return new Html(filled(marked(key, params), params, escapeForView));
      }
      let html = whole.get(key);
      if (html === undefined) {
        html = new Html(marked(key));
        whole.set(key, html);
      }
      return html;
    },
    plain: (key, params) =>
      params === undefined ? plain(key) : filled(plain(key, params), params, String),
    has: (key) => instance.exists(key, { lng: code(locale), fallbackLng: [] }),
  };
}

function readRooms(folder: string): Record<string, Record<string, string>> {
  const rooms: Record<string, Record<string, string>> = {};
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.json')) {
      rooms[file.slice(0, -5)] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    }
  }
  return rooms;
}

/**
 * Loads `locales/<lang>/<room>.json`.
 * @throws when a key is used that no file has (`onMissing` decides; tests throw, production logs).
 */
export function loadWords(
  folder: string,
  locales: readonly Locale[],
  onMissing: (locale: string, key: string) => void,
): (locale: Locale) => Words {
  const resources = Object.fromEntries(locales.map((l) => [code(l), readRooms(join(folder, l))]));
  const instance = i18next.createInstance();
  instance.init({
    resources,
    lng: DEFAULT_LOCALE,
    fallbackLng: DEFAULT_LOCALE,
    supportedLngs: locales.map(code),
    load: 'currentOnly',
    ns: Object.keys(resources[DEFAULT_LOCALE] ?? {}),
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
    initAsync: false,
    saveMissing: true,
    missingKeyHandler: (lngs, ns, key) => onMissing(String(lngs), `${ns}:${key}`),
  });
  const byLocale = new Map(locales.map((l) => [l, wordsFor(instance, l)]));
  return (locale) => byLocale.get(locale) ?? (byLocale.get(DEFAULT_LOCALE) as Words);
}
