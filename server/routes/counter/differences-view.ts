import { lacksKana } from '../../domain/counter/add-kana.ts';
import { ID_KINDS, isIdKind } from '../../domain/counter/id-check.ts';
import { writtenAddress } from '../../domain/counter/mend-fact.ts';
import type { FactDifference, SittingFact, SittingFacts } from '../../domain/counter/sitting.ts';
import { textPart } from '../../domain/fields/raw-input.ts';
import type { PageModel } from '../../http/page-context.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import { ID_KIND_NAMES } from './id-kind-names.ts';
import { knownFactsView, SOURCE_NAMES } from './known-facts-view.ts';
import { staffName } from './staff-name.ts';

interface Said {
  /** By the id of their place. */
  readonly errors: Readonly<Record<string, string>>;
  /** What was sent and could not be taken. */
  typed(name: string): string;
  /** Answers that went into open forms. */
  readonly carried?: number;
}

/** A name has two parts; nobody parts one of more characters by a tap. */
const LONGEST_TO_PART = 12;

function lineOf({ library, words }: Services, fact: string, one: SittingFact) {
  const known = { [fact]: one };
  const facts = { known, differences: [], bundleAnswers: {} };
  return knownFactsView(facts, library, words('ja'))[0];
}

function differenceRow(services: Services, { fact, known, found }: FactDifference) {
  const [before, after] = [lineOf(services, fact, known), lineOf(services, fact, found)];
  return {
    fact,
    source: found.source,
    label: before?.label ?? after?.label ?? fact,
    before: { lines: before?.lines ?? [], source: SOURCE_NAMES[known.source] },
    after: { lines: after?.lines ?? [], source: SOURCE_NAMES[found.source] },
  };
}

/** 山田太郎 → 山｜田太郎, 山田｜太郎, 山田太｜郎; none for what is in two parts, or nothing. */
function cuts(first: string, second: string, chosen: string) {
  const characters = [...first];
  if (second !== '' || characters.length < 2 || characters.length > LONGEST_TO_PART) return [];
  return characters.slice(1).map((_, at) => ({
    length: at + 1,
    checked: chosen === String(at + 1),
    family: characters.slice(0, at + 1).join(''),
    given: characters.slice(at + 1).join(''),
  }));
}

function mendRow(fact: string, { type, value, source: from }: SittingFact, typed: Said['typed']) {
  const source = SOURCE_NAMES[from];
  const part = (key: string) => textPart(value, key);
  if (type === 'address') {
    return {
      fact,
      source,
      kind: 'address',
      written: writtenAddress(value),
      postcode: typed('postcode') || part('postcode'),
    };
  }
  const name = cuts(part('family'), part('given'), typed('name_cut'));
  const kana = cuts(part('family_kana'), part('given_kana'), typed('kana_cut'));
  const written = `${part('family')} ${part('given')}`.trim();
  return { fact, source, kind: type === 'name' ? 'name' : 'other', written, name, kana };
}

async function checked(services: Services, { idCheck }: SittingFacts) {
  if (idCheck === undefined) return undefined;
  const { kind, at, by } = idCheck;
  return {
    name: isIdKind(kind) ? ID_KIND_NAMES[kind] : '',
    at: formatJstMoment(new Date(at), 'ja'),
    by: await staffName(services, by.replace(/^staff:/, '')),
  };
}

/** What a card said: differences to choose from, what has to be mended, and whose document it was. */
export async function differencesView(
  services: Services,
  facts: SittingFacts,
  said: Said,
): Promise<PageModel> {
  const { card, toMend = {} } = facts;
  const now = card && isIdKind(card.kind) ? card.kind : undefined;
  const errors = Object.entries(said.errors).map(([key, text]) => ({ href: `#${key}`, text }));
  return {
    title: '読み取りと本人確認',
    styles: ['counter-readers.css'],
    hasErrors: errors.length > 0,
    errorSummary: { errors },
    errors: said.errors,
    carried: said.carried,
    card: card && {
      name: now ? ID_KIND_NAMES[now] : '本人確認書類',
      at: formatJstMoment(new Date(card.at), 'ja'),
    },
    known: knownFactsView(facts, services.library, services.words('ja')).filter(
      ({ source }) => source === SOURCE_NAMES.card,
    ),
    differences: facts.differences.map((one) => differenceRow(services, one)),
    toMend: Object.entries(toMend).map(([fact, one]) => mendRow(fact, one, said.typed)),
    kana: lacksKana(facts.known['applicant.name']) && {
      name: lineOf(services, 'applicant.name', facts.known['applicant.name'] as SittingFact)
        ?.lines[0],
      family: said.typed('family_kana'),
      given: said.typed('given_kana'),
    },
    idCheck: await checked(services, facts),
    kinds: ID_KINDS.map((key) => ({
      key,
      name: ID_KIND_NAMES[key],
      checked: key === (facts.idCheck?.kind ?? now),
    })),
  };
}
