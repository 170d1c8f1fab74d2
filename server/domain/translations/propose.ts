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

type Memory = ReadonlyMap<string, readonly Proposal[]>;

/** By the procedures that it was made of: they change as a whole when one is published. */
const memories = new WeakMap<ProposalSources['procedures'], Map<Locale, Memory>>();

function memoryOf({ procedures, town }: ProposalSources, locale: Locale): Memory {
  const byLocale = memories.get(procedures) ?? new Map<Locale, Memory>();
  memories.set(procedures, byLocale);
  const known = byLocale.get(locale);
  if (known) return known;
  const found = new Map<string, Proposal[]>();
  const add = (japanese: string | undefined, text: string | undefined, from: Proposal['from']) => {
    if (!japanese || !text || text === japanese) return;
    const all = found.get(withoutRuby(japanese)) ?? [];
    if (!all.some((one) => one.text === text) && all.length < MOST) all.push({ text, from });
    found.set(withoutRuby(japanese), all);
  };
  const ours = town.phrasebook?.phrases.get(DEFAULT_LOCALE) ?? {};
  const theirs = town.phrasebook?.phrases.get(locale) ?? {};
  for (const [key, japanese] of Object.entries(ours)) add(japanese, theirs[key], 'phrase');
  for (const procedure of procedures.values()) {
    for (const key of keysOf(procedure)) {
      add(procedure.text(DEFAULT_LOCALE, key), procedure.text(locale, key), 'memory');
    }
  }
  byLocale.set(locale, found);
  return found;
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
  const said = memoryOf(sources, locale).get(bare) ?? [];
  return { whole: [...said, ...exact].slice(0, MOST), terms: only?.term === bare ? [] : terms };
}
