import { DEFAULT_LOCALE, type Locale } from '../procedures/locale.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { Town } from '../procedures/town.ts';
import { type Glossaries, type Term, termsIn } from './glossary.ts';

/** What a text could be in that language, because it was said so before. */
interface Proposal {
  readonly text: string;
  /** phrase: the town's phrasebook. memory: the same Japanese elsewhere. glossary: the text is one term. */
  readonly from: 'phrase' | 'memory' | 'glossary';
}

export interface Proposals {
  readonly whole: readonly Proposal[];
  /** Terms inside the text, each with its one translation. */
  readonly terms: readonly Term[];
}

export interface ProposalSources {
  readonly town: Town;
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly glossaries: Glossaries;
}

const withoutRuby = (text: string) => text.replace(/\{([^{}|]+)\|[^{}|]+\}/g, '$1');
const MOST = 3;

/** Japanese without ruby → its translation. */
type Memory = ReadonlyMap<string, string>;

/** By procedures, which never change: a published version is another one. */
const memories = new WeakMap<Procedure, Map<Locale, Memory>>();

function memoryOf(procedure: Procedure, locale: Locale): Memory {
  const byLocale = memories.get(procedure) ?? new Map<Locale, Memory>();
  memories.set(procedure, byLocale);
  const known = byLocale.get(locale);
  if (known) return known;
  const found = new Map<string, string>();
  for (const key of keysOf(procedure)) {
    const japanese = procedure.text(DEFAULT_LOCALE, key);
    const text = procedure.text(locale, key);
    if (japanese && text && text !== japanese) found.set(withoutRuby(japanese), text);
  }
  byLocale.set(locale, found);
  return found;
}

function saidBefore(
  { procedures, town }: ProposalSources,
  locale: Locale,
  bare: string,
): readonly Proposal[] {
  const ours = town.phrasebook?.phrases.get(DEFAULT_LOCALE) ?? {};
  const theirs = town.phrasebook?.phrases.get(locale) ?? {};
  const phrases = Object.entries(ours).flatMap(([key, japanese]): Proposal[] => {
    const text = theirs[key];
    return text !== undefined && withoutRuby(japanese) === bare ? [{ text, from: 'phrase' }] : [];
  });
  const elsewhere = [...procedures.values()].flatMap((procedure): Proposal[] => {
    const text = memoryOf(procedure, locale).get(bare);
    return text === undefined ? [] : [{ text, from: 'memory' }];
  });
  const all = [...phrases, ...elsewhere];
  return all.filter(({ text }, index) => all.findIndex((one) => one.text === text) === index);
}

function keysOf({ pages, phases, fields, attachments, fee, next }: Procedure): readonly string[] {
  const all = [...pages, ...phases.flatMap((phase) => phase.pages)];
  return [
    ...['title', 'summary', 'deadline.text', 'start.who', 'start.fee', 'start.paper'],
    ...all.flatMap(({ id }) => [`pages.${id}.title`, `pages.${id}.hint`, `pages.${id}.summary`]),
    ...[...fields.values()].flatMap(({ textKey, options = [] }) => [
      `${textKey}.label`,
      `${textKey}.hint`,
      `${textKey}.statement`,
      ...options.flatMap(({ key }) => [
        `${textKey}.options.${key}`,
        `${textKey}.options.${key}.hint`,
      ]),
    ]),
    ...attachments.flatMap(({ key }) => [`attachments.${key}.label`, `attachments.${key}.hint`]),
    ...fee.lines.map(({ item }) => `fee.${item}`),
    ...next.map(({ key }) => `next.${key}`),
  ];
}

/** What there is to propose for a Japanese text, the surest first. */
export function propose(sources: ProposalSources, locale: Locale, japanese: string): Proposals {
  const bare = withoutRuby(japanese);
  const glossary = sources.glossaries.get(locale) ?? new Map();
  const terms = termsIn(bare, glossary);
  const [only] = terms;
  const exact: readonly Proposal[] =
    only?.term === bare ? [{ text: only.translation, from: 'glossary' }] : [];
  const said = saidBefore(sources, locale, bare);
  return { whole: [...said, ...exact].slice(0, MOST), terms: only?.term === bare ? [] : terms };
}
