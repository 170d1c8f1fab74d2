import type { Definition } from '../definition-schema.ts';
import type { Municipality } from '../municipality.ts';
import type { Procedure } from '../procedure.ts';
import { intakeRule, retentionRule, reviewRule, whoRule } from './case.ts';

type Head = Omit<
  Procedure,
  | 'version'
  | 'pages'
  | 'fields'
  | 'attachments'
  | 'phases'
  | 'reminder'
  | 'output'
  | 'estimate'
  | 'fee'
  | 'booking'
  | 'examples'
  | 'text'
  | 'sources'
  | 'rules'
  | 'ready'
  | 'next'
>;

/** What a definition says without expressions. */
export function head(definition: Definition, municipality: Municipality): Head {
  const { deadline, window, withdraw, changes } = definition;
  const [who, intake] = [whoRule(definition), intakeRule(definition)];
  const retention = retentionRule(definition);
  return {
    id: definition.id,
    basis: definition.basis,
    section: definition.section,
    countsAs: definition.counts_as,
    lifeEvents: definition.life_events ?? [],
    category: definition.category,
    door: definition.door ?? 'apply',
    identity: definition.identity,
    evidence: definition.evidence,
    minutes: definition.minutes,
    submission: definition.submission ?? 'online',
    review: reviewRule(definition, municipality),
    toConfirm: definition.to_confirm ?? [],
    ...(definition.sealed && { sealed: true as const }),
    ...(retention && { retention }),
    ...(who && { who }),
    ...(window && { window }),
    ...(intake && { intake }),
    ...(deadline && { deadline: { days: deadline.days, after: deadline.after } }),
    ...(changes && {
      changes: {
        fields: changes.fields,
        ...(changes.until_days_before_booking !== undefined && {
          untilDaysBeforeBooking: changes.until_days_before_booking,
        }),
      },
    }),
    withdraw: {
      ...(withdraw?.until_days_before_booking !== undefined && {
        untilDaysBeforeBooking: withdraw.until_days_before_booking,
      }),
      refund: (withdraw?.refund ?? []).map(({ days_before, percent, border }) => ({
        daysBefore: days_before,
        percent,
        ...(border === 'exclusive' && { exclusive: true as const }),
      })),
    },
  };
}

const DEFAULT_DAY = '2026-11-21';

export function examplesOf(definition: Definition): Procedure['examples'] {
  return Object.entries(definition.examples ?? {}).map(([name, example]) => ({
    name,
    ...(example.title !== undefined && { title: example.title }),
    today: example.today ?? DEFAULT_DAY,
    answers: example.answers as Procedure['examples'][number]['answers'],
    expect: example.expect,
  }));
}
