import { fiscalYear, isDay } from '../../lib/jst-date.ts';
import type { StaffActor } from '../cases/case.ts';
import type { TypedFigure } from './typed-figure.ts';

/** 情報セキュリティの事故, by what happened. */
export const INCIDENT_KINDS = [
  'sent_wrongly', // 誤送信、誤配布
  'shown_wrongly', // 誤公開、設定の誤り
  'lost', // 紛失、盗難
  'intrusion', // 不正アクセス、ウイルス
  'stopped', // システムの停止
  'other',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/** An entry of the register 事故の記録: what happened, of nobody by name. */
export interface Incident {
  readonly id: string;
  /** JST date on which it happened. */
  readonly day: string;
  readonly kind: IncidentKind;
  readonly what: string;
  readonly by: StaffActor;
  readonly at: Date;
  /** It was none after all. */
  readonly takenBack?: { readonly by: StaffActor; readonly at: Date };
}

const WHAT_LETTERS = 200;
/** Mail addresses, telephone numbers, long numbers: a register of incidents must not become one. */
const PERSONAL = /@|\d{2,4}-\d{2,4}-\d{3,4}|\d{7,}/;

const isKind = (text: string): text is IncidentKind =>
  (INCIDENT_KINDS as readonly string[]).includes(text);

export type IncidentProblems = Readonly<Partial<Record<'day' | 'kind' | 'what', true>>>;

/** The form read. @param today JST date */
export function readIncident(
  typed: { readonly day: string; readonly kind: string; readonly what: string },
  today: string,
):
  | { readonly problems: IncidentProblems }
  | { readonly incident: Pick<Incident, 'day' | 'kind' | 'what'> } {
  const { day, kind } = typed;
  const what = typed.what.replaceAll(/\s+/g, ' ').trim();
  const isPast = isDay(day) && day <= today;
  const plain = what.normalize('NFKC');
  const isGood = what !== '' && what.length <= WHAT_LETTERS && !PERSONAL.test(plain);
  if (isPast && isKind(kind) && isGood) return { incident: { day, kind, what } };
  return {
    problems: {
      ...(!isPast && { day: true }),
      ...(!isKind(kind) && { kind: true }),
      ...(!isGood && { what: true }),
    },
  };
}

type Made = Pick<TypedFigure, 'id' | 'indicator' | 'by' | 'at'>;

/** As it is kept: one more in the fiscal year of its day. */
export function incidentFigure(
  { day, kind, what }: Pick<Incident, 'day' | 'kind' | 'what'>,
  made: Made,
): TypedFigure {
  return { ...made, fiscalYear: fiscalYear(day), value: 1, note: `${day} ${kind} ${what}` };
}

/** One less; the record stays, with who took it back. */
export function takenBackFigure({ id, day }: Incident, made: Made): TypedFigure {
  return { ...made, fiscalYear: fiscalYear(day), value: -1, note: `taken back ${id}` };
}

/** The register, newest day first. @param figures of all indicators */
export function incidentsOf(
  figures: readonly TypedFigure[],
  indicator: string,
): readonly Incident[] {
  const own = figures.filter((one) => one.indicator === indicator);
  const back = new Map(
    own.flatMap((one) => {
      const id = /^taken back (\S+)$/.exec(one.note)?.[1];
      return id === undefined ? [] : [[id, { by: one.by, at: one.at }] as const];
    }),
  );
  return own
    .flatMap(({ id, note, by, at }): Incident[] => {
      const [, day = '', kind = '', what = ''] = /^(\S+) (\S+) (.+)$/.exec(note) ?? [];
      if (!isDay(day) || !isKind(kind)) return [];
      const takenBack = back.get(id);
      return [{ id, day, kind, what, by, at, ...(takenBack && { takenBack }) }];
    })
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : b.at.getTime() - a.at.getTime()));
}

/** How many there were, by fiscal year. */
export function incidentCounts(incidents: readonly Incident[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { day, takenBack } of incidents) {
    if (takenBack) continue;
    const year = fiscalYear(day);
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return counts;
}
