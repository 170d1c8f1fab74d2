import { htmlLang, type Locale } from '../../domain/procedures/locale.ts';
import { shortText } from '../../domain/publish-gate/new-finding.ts';
import {
  checkTranslation,
  type TranslationProblem,
} from '../../domain/translations/check-translation.ts';
import { STATE_WORDS as UNIT_STATES } from '../../domain/translations/csv-exchange.ts';
import type { FileFinding } from '../../domain/translations/exchange-file.ts';
import { propose } from '../../domain/translations/propose.ts';
import type { TakenFile } from '../../domain/translations/take-translations.ts';
import { NOT_BY_MACHINE } from '../../domain/translations/translate-missing.ts';
import type { TranslationState, TranslationUnit } from '../../domain/translations/translation.ts';
import { countStates } from '../../domain/translations/translation-units.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { rubyHtml } from '../../lib/html.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { languageName } from './language-names.ts';
import { phraseUrl } from './settings/phrase-urls.ts';
import { translationPlaces } from './translation-places.ts';
import { glossariesOf, targetLanguages, unitsAt } from './translations-desk.ts';
import { numberWords, STATE_WORDS } from './version-words.ts';

/** Which rows are shown; `todo` is what somebody has to do something about. */
const SHOWS = ['todo', 'missing', 'outdated', 'machine', 'own', 'all'] as const;
export type Show = (typeof SHOWS)[number];

const SHOW_WORDS: Readonly<Record<Show, string>> = {
  todo: 'することがあるもの',
  missing: '訳がないもの',
  outdated: '日本語が変わったもの',
  machine: '機械の訳',
  own: 'この手続きの文',
  all: 'すべて',
};

const SHOWN: Readonly<Record<Show, (state: TranslationState) => boolean>> = {
  todo: (state) => state === 'missing' || state === 'outdated' || state === 'machine',
  missing: (state) => state === 'missing',
  outdated: (state) => state === 'outdated',
  machine: (state) => state === 'machine',
  own: (state) => state !== 'shared',
  all: () => true,
};

const FROM: Readonly<Record<string, string>> = {
  phrase: '決まった文',
  memory: '今の訳・ほかの手続き',
  glossary: '用語集',
};

const TONES: Readonly<Partial<Record<TranslationState, string>>> = {
  missing: 'late',
  outdated: 'late',
  machine: 'soon',
  reviewed: 'done',
};

/** Rows of one page: what is below is reached when these are done. */
const MOST_ROWS = 60;

export function showOf(value: unknown): Show | undefined {
  return SHOWS.find((show) => show === value);
}

export interface TypedRow {
  readonly key: string;
  readonly text: string;
  readonly problems: readonly TranslationProblem[];
}

interface PageState {
  readonly show?: Show | undefined;
  /** Page of the rows, from 1. */
  readonly at?: number;
  /** Text that was come for, from a finding: its page is shown. */
  readonly key?: string | undefined;
  readonly typed?: TypedRow;
  /** What was done, or why it was not. */
  readonly said?: string;
  readonly problem?: string;
  readonly upload?: TakenFile | { readonly refused: FileFinding };
}

function common({ version, canEdit }: BuilderDesk) {
  return {
    styles: ['admin-translations.css'],
    name: version.title,
    number: numberWords(version.number),
    state: STATE_WORDS[version.state],
    canEdit,
    revision: version.revision,
    outline: adminPaths.version(version.id),
    check: adminPaths.check(version.id),
  };
}

/** Every language, and how much there is to do in it. */
export async function languagesView(desk: BuilderDesk) {
  const { services, version } = desk;
  const rows = [];
  for (const locale of targetLanguages(services)) {
    const units = await unitsAt(desk, locale);
    const counts = units && countStates(units);
    rows.push({
      name: languageName(services, locale),
      href: adminPaths.translations(version.id, locale),
      counts,
      own: counts && (units?.length ?? 0) - counts.shared,
    });
  }
  return { title: '翻訳', ...common(desk), rows, isReadable: rows.every(({ counts }) => counts) };
}

function rowOf(
  desk: BuilderDesk,
  locale: Locale,
  unit: TranslationUnit,
  placeOf: (key: string) => string,
  { typed, key: wanted }: Pick<PageState, 'typed' | 'key'>,
) {
  const { services } = desk;
  const sources = {
    town: services.library.town,
    procedures: services.library.procedures,
    glossaries: glossariesOf(services),
  };
  const mine = typed?.key === unit.key ? typed : undefined;
  const wants = unit.state === 'missing' || unit.state === 'outdated' || unit.state === 'machine';
  const { whole, terms } =
    wants || mine ? propose(sources, locale, unit.japanese) : { whole: [], terms: [] };
  const text = mine?.text ?? unit.text;
  return {
    key: unit.key,
    place: placeOf(unit.key),
    // Many rows are of the same kind of place: read aloud they are told apart by what they say.
    name: `${placeOf(unit.key)}「${shortText(unit.japanese)}」`,
    isAimed: unit.key === wanted,
    japanese: rubyHtml(unit.japanese),
    text,
    rows: Math.max(2, Math.min(8, Math.ceil((text.length || unit.japanese.length) / 36))),
    state: UNIT_STATES[unit.state],
    tone: TONES[unit.state],
    isShared: unit.state === 'shared',
    phrase: unit.phrase && phraseUrl(locale, unit.phrase),
    mayConfirm:
      unit.text !== '' &&
      (unit.state === 'machine' || unit.state === 'outdated' || unit.state === 'human'),
    mayUnconfirm: unit.state === 'reviewed',
    confirmText: unit.state === 'outdated' ? 'このままでよい' : '確認した',
    problems: mine?.problems ?? [],
    proposals: whole
      .filter(
        (one) =>
          one.text !== text && checkTranslation(locale, unit.japanese, one.text).length === 0,
      )
      .map((one) => ({ text: one.text, from: FROM[one.from] })),
    terms,
  };
}

/** One language, side by side with the Japanese. */
export async function languageView(
  desk: BuilderDesk,
  locale: Locale,
  units: readonly TranslationUnit[],
  { show: wanted, at = 1, key, typed, said, problem, upload }: PageState,
) {
  const { services, version } = desk;
  const counts = countStates(units);
  const todo = counts.missing + counts.outdated + counts.machine;
  const show = wanted ?? (todo > 0 ? 'todo' : 'own');
  const shown = units.filter((unit) => SHOWN[show](unit.state) || unit.key === typed?.key);
  const pages = Math.max(1, Math.ceil(shown.length / MOST_ROWS));
  const row = shown.findIndex((unit) => unit.key === (typed?.key ?? key));
  const page = row >= 0 ? Math.floor(row / MOST_ROWS) + 1 : Math.min(Math.max(1, at), pages);
  const placeOf = translationPlaces(units);
  const here = adminPaths.translations(version.id, locale);
  const { translator } = services;
  return {
    title: `翻訳：${languageName(services, locale)}`,
    ...common(desk),
    scripts: ['translations.js'],
    hasErrors: typed !== undefined || upload !== undefined,
    said,
    problem,
    locale,
    lang: htmlLang(locale),
    isEasy: locale === 'ja-easy',
    show,
    here,
    all: adminPaths.translations(version.id),
    shows: SHOWS.map((key) => ({
      href: `${here}?show=${key}`,
      text: SHOW_WORDS[key],
      count: units.filter(({ state }) => SHOWN[key](state)).length,
      current: key === show,
    })),
    rows: shown
      .slice((page - 1) * MOST_ROWS, page * MOST_ROWS)
      .map((unit) => rowOf(desk, locale, unit, placeOf, { typed, key })),
    total: shown.length,
    // Not `page`: that is what every view knows of its page.
    at: page,
    others: Array.from({ length: pages }, (_, index) => ({
      number: index + 1,
      href: `${here}?show=${show}&at=${index + 1}`,
      current: index + 1 === page,
    })),
    files: {
      csv: adminPaths.translationsFile(version.id, locale, 'csv'),
      xlf: adminPaths.translationsFile(version.id, locale, 'xlf'),
    },
    machine:
      translator && desk.canEdit && counts.missing > 0 && !NOT_BY_MACHINE.has(locale)
        ? { name: translator.name, count: counts.missing }
        : undefined,
    upload,
  };
}
