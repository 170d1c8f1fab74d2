import type { ApplicationEvent } from '../domain/applications/application.ts';
import type { CaseNote } from '../domain/cases/case.ts';
import { asksIdentity } from '../domain/cases/check-identity.ts';
import { isReturnable } from '../domain/cases/return-for-correction.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import type { SeededRandom } from './seeded-random.ts';

const DAY_MS = 86_400_000;
const STAFF = 'staff:sample' as const;

type Type = ApplicationEvent['type'];
type Detail = ApplicationEvent['detail'];

export interface History {
  readonly events: readonly ApplicationEvent[];
  readonly notes: readonly { readonly seq: number; readonly note: CaseNote }[];
}

/** How far a case of that age has come, as often as in a town that keeps its days. */
type Ending = 'received' | 'in_review' | 'returned' | 'fee_due' | 'approved' | 'withdrawn' | 'over';

function endingOf(procedure: Procedure, days: number, random: SeededRandom): Ending {
  const waits = procedure.review.approval && days < 90 ? 6 : 0;
  const fee = procedure.fee.when === 'after_review' && days < 12 ? 15 : 0;
  if (days < 14) {
    return random.weighted<Ending>([
      ['received', 45],
      ['in_review', 28],
      ['returned', 8],
      ['fee_due', fee],
      ['approved', waits],
      ['withdrawn', 2],
      ['over', 11],
    ]);
  }
  const late = days < 60 ? 8 : 0.4;
  return random.weighted<Ending>([
    ['received', late / 4],
    ['in_review', late],
    ['returned', late / 2],
    ['approved', waits],
    ['withdrawn', 3],
    ['over', 100 - 2 * late],
  ]);
}

/** Writes down one step after the other, each some days after the last but never in the future. */
class Diary {
  readonly events: ApplicationEvent[] = [];
  readonly notes: { seq: number; note: CaseNote }[] = [];
  #at: number;
  readonly #now: number;
  readonly #random: SeededRandom;

  constructor(at: Date, now: Date, random: SeededRandom) {
    this.#at = at.getTime();
    this.#now = now.getTime();
    this.#random = random;
  }

  write(type: Type, actor: ApplicationEvent['actor'], detail: Detail = {}, note?: CaseNote): void {
    const seq = this.events.length + 1;
    this.events.push({ seq, type, at: new Date(this.#at), actor, detail });
    if (note) this.notes.push({ seq, note });
  }

  /** @param most days until the next step */
  wait(most: number): void {
    const left = Math.max(this.#now - this.#at, 0);
    this.#at += Math.floor(Math.min(most * DAY_MS, left * 0.9) * this.#random.next());
  }
}

function writeReturn(diary: Diary, procedure: Procedure): void {
  const field = [...procedure.fields.values()].find(
    ({ repeat, textKey, required }) =>
      repeat === undefined && required && isReturnable(procedure, textKey),
  );
  const about = field?.textKey ?? `attachments.${procedure.attachments[0]?.key ?? ''}`;
  const note: CaseNote = { returned: [{ about, reason: 'wrong' }], text: '見本の文です。' };
  diary.write('returned', STAFF, { items: 1 }, note);
}

function writeOutcome(diary: Diary, procedure: Procedure, random: SeededRandom): void {
  const { review, phases } = procedure;
  const { outcomes } = review;
  const isRefused = outcomes.includes('refused') && random.next() < 0.02;
  if (isRefused) {
    diary.write('refused', STAFF, {}, { text: '見本の理由です。要件を満たしていません。' });
    return;
  }
  if (asksIdentity(procedure)) diary.write('identity_checked', STAFF, { how: 'phone' });
  if (outcomes.includes('granted')) {
    diary.write('granted', STAFF);
    if (!phases.some(({ opens }) => opens === 'granted')) return;
    diary.wait(30);
  }
  diary.write('completed', STAFF);
}

function writeReview(
  diary: Diary,
  procedure: Procedure,
  ending: Ending,
  random: SeededRandom,
): void {
  diary.wait(3);
  diary.write('taken_up', STAFF);
  diary.wait(6);
  if (ending === 'in_review') return;
  if (ending === 'returned' || random.next() < 0.08) {
    writeReturn(diary, procedure);
    if (ending === 'returned') return;
    diary.wait(10);
    diary.write('resubmitted', 'resident');
    diary.wait(5);
  }
  if (ending === 'fee_due') diary.write('fee_fixed', STAFF, { yen: 600 });
  else if (ending === 'approved') diary.write('approved', STAFF);
  else writeOutcome(diary, procedure, random);
}

/**
 * What happened to a made-up case from its day until now, along the status table.
 * @param documents keys that are due; most came on paper
 */
export function madeUpHistory(
  procedure: Procedure,
  { submittedAt, now, documents }: { submittedAt: Date; now: Date; documents: readonly string[] },
  random: SeededRandom,
): History {
  const diary = new Diary(submittedAt, now, random);
  const days = (now.getTime() - submittedAt.getTime()) / DAY_MS;
  const wanted = endingOf(procedure, days, random);
  // Where an approval opens another submission, it stays there: nobody made that up.
  const ending = wanted === 'over' && procedure.review.approval ? 'withdrawn' : wanted;
  if (procedure.submission === 'prepare_only') {
    diary.write('prepared', 'resident');
    if (days < 20 && random.next() < 0.5) return diary;
    diary.wait(5);
    if (random.next() < 0.1) {
      diary.write('withdrawn', 'resident');
      return diary;
    }
    diary.write('brought', STAFF);
  } else diary.write('received', 'resident');
  if (documents.length > 0 && random.next() < 0.85) {
    diary.wait(2);
    for (const attachment of documents) diary.write('paper_received', STAFF, { attachment });
  }
  if (ending === 'withdrawn') {
    diary.wait(3);
    diary.write('withdrawn', 'resident');
  } else if (ending !== 'received') writeReview(diary, procedure, ending, random);
  return diary;
}
