import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Application, ApplicationEvent } from '../applications/application.ts';
import { toPlain } from '../procedures/cel/to-plain.ts';
import type { Procedure } from '../procedures/procedure.ts';
import { caseJourneys } from './case-journeys.ts';

/** One case as another system takes it over. */
export interface ApplicationRecord {
  readonly number: string;
  readonly procedure: string;
  readonly version: string;
  readonly status: string;
  /** ISO 8601 with the offset of Tokyo. */
  readonly submitted_at: string;
  readonly received_at: string | null;
  readonly fee_yen: number;
  /** Level that the procedure asks for; nobody signs in yet, so it has to be checked. */
  readonly identity_required: Procedure['identity'];
  /** Items by the definition's `output.record`, or all answers by the id of their field. */
  readonly items: Readonly<Record<string, unknown>>;
}

const TOKYO_MS = 9 * 3_600_000;

/** ISO 8601 with the offset of Tokyo. */
export function inTokyo(moment: Date): string {
  return `${new Date(moment.getTime() + TOKYO_MS).toISOString().slice(0, 19)}+09:00`;
}

/** Answers without individual numbers, also those in rows, and without the rows' own names. */
function withoutNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNumbers);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, part]) =>
      key !== '@row' &&
      !(typeof part === 'object' && part !== null && Object.hasOwn(part, 'individual_number')),
  );
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutNumbers(part)]));
}

/** What is to be read of it lies elsewhere, sealed: here it has no answers. */
function isSealed({ sealed }: Procedure, { answers }: Application): boolean {
  return sealed === true && Object.keys(answers).length === 0;
}

/**
 * The data record of a case. Individual numbers are not in it: they are opened one by one, by
 * whoever may, and that is written down.
 */
export function applicationRecord(
  procedure: Procedure,
  application: Application,
  events: readonly ApplicationEvent[],
): ApplicationRecord {
  const journeys = caseJourneys(procedure, application, events);
  const { record } = procedure.output;
  const scope = journeys.at(-1)?.scope ?? {};
  const items =
    record.length > 0 && !isSealed(procedure, application)
      ? record.map(({ item, value }) => [item, toPlain(value.run(scope))] as const)
      : Object.entries(withoutNumbers(application.answers) as Readonly<Record<string, unknown>>);
  return {
    number: application.number,
    procedure: procedure.id,
    version: application.version,
    status: application.status,
    submitted_at: inTokyo(application.submittedAt),
    received_at: application.receivedAt && inTokyo(application.receivedAt),
    fee_yen: application.feeYen,
    identity_required: procedure.identity,
    items: Object.fromEntries(items),
  };
}

/** A record as the lines of a table: nested answers by dotted names, rows by their number from 1. */
export function flatItems(
  items: ApplicationRecord['items'],
): readonly (readonly [string, string])[] {
  const flat: [string, string][] = [];
  const add = (name: string, value: unknown) => {
    if (Array.isArray(value)) {
      if (value.every((part) => typeof part !== 'object')) flat.push([name, value.join(' ')]);
      else for (const [index, part] of value.entries()) add(`${name}.${index + 1}`, part);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) add(`${name}.${key}`, part);
    } else flat.push([name, value === undefined || value === null ? '' : String(value)]);
  };
  for (const [name, value] of Object.entries(items)) add(name, value);
  return flat;
}

/** 「2026年11月21日（令和8年・土）14:05」, for the paper. */
export function submittedText({ submittedAt }: Application): string {
  return formatJstMoment(submittedAt, 'ja');
}
