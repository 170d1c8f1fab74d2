import type { Answers } from '../fields/answers.ts';
import type { Field, Journey, Page } from '../procedures/procedure.ts';
import { rowIdOf, rowIndexOf, rowsOf } from '../procedures/rows.ts';
import type { ReturnedItem } from './case.ts';

/** A page of a form, or one row of a repeat (0 = the first). */
export interface Spot {
  readonly page: Page;
  readonly row?: number;
}

/** The field of that page which an item is about; undefined when it is about something else. */
export function returnedField(
  { page, row }: Spot,
  { about, row: which }: ReturnedItem,
): string | undefined {
  const [kind, first = '', second] = about.split('.');
  if (kind !== 'fields') return undefined;
  if (page.repeat) {
    const isHere = page.repeat.of === first && (which === undefined || which === row);
    return isHere ? page.fields.find(({ id }) => id === second)?.id : undefined;
  }
  return page.fields.find(({ id }) => id === first)?.id;
}

interface Correction {
  readonly returned: readonly ReturnedItem[];
  /** What was sent, and the way through it. */
  readonly sent: Answers;
  readonly before: Journey;
  /** What stands in the correction by now, and the way through that. */
  readonly answers: Answers;
  readonly journey: Journey;
}

/** Which of the rows that were sent it is; -1 for a new one. */
function sentRow({ sent, answers }: Correction, of: string, row: number): number {
  const id = rowIdOf(rowsOf(answers, of), row);
  return id === undefined ? -1 : rowIndexOf(rowsOf(sent, of), id);
}

function reachedIn(journey: Journey, { page, row }: Spot) {
  if (!page.repeat) return journey.reached.find((reached) => reached.page.id === page.id);
  const { of } = page.repeat;
  const group = journey.reached.find((one) => one.page.repeat?.of === of && one.rows);
  return row === undefined ? undefined : group?.rows?.[row];
}

/**
 * The fields of a page that stay as they were sent: in a correction exactly what was returned is
 * changed (行政手続法第7条の補正 names what is lacking). Open besides: what was not asked before,
 * what the new answers made wrong, and a slot whose page they brought up again.
 */
export function settledFields(correction: Correction, { page, row }: Spot): ReadonlySet<string> {
  const { returned, before, journey } = correction;
  const at = page.repeat && row !== undefined ? sentRow(correction, page.repeat.of, row) : row;
  const spot = { page, ...(at !== undefined && { row: at }) };
  const open = new Set(returned.map((item) => returnedField(spot, item)));
  const wrong = reachedIn(journey, { page, ...(row !== undefined && { row }) })?.errors ?? [];
  const faulty = new Set(wrong.map(({ field }) => field.split('.')[0]));
  const asked: readonly Field[] = reachedIn(before, spot)?.fields ?? [];
  const onPage = new Set(page.fields.map(({ id }) => id));
  // A booking is asked about again only where it no longer fits: that, the calendar knows.
  const stays = ({ id, type }: Field) =>
    onPage.has(id) && !open.has(id) && !faulty.has(id) && type !== 'slot_picker';
  return new Set(asked.filter(stays).map(({ id }) => id));
}
