import type { Procedure } from '../domain/procedures/procedure.ts';
import { TIME_BANDS } from '../domain/understanding/time-band.ts';
import { ATTACHMENTS_PAGE, CHECK_PAGE } from '../domain/understanding/understanding.ts';
import { todayInTokyo } from '../lib/jst-date.ts';
import type { Services } from '../services.ts';
import { formTally } from './form-tally.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const SEED = 20_261_122;
const LOCALES: readonly (readonly [string, number])[] = [
  ['ja', 80],
  ['ja-easy', 6],
  ['vi', 6],
  ['pt-BR', 4],
  ['en', 4],
];
const DEVICES = [
  ['phone', 72],
  ['desktop', 24],
  ['tablet', 4],
] as const;
const SOURCES = [
  ['search', 40],
  ['guide', 25],
  ['site', 15],
  ['poster', 20],
] as const;

type Tally = ReturnType<typeof formTally>;

/** One who begins; on a long page and on the procedure's hardest one more give up. */
function walk(into: Tally, procedure: Procedure, hardest: string, random: SeededRandom): void {
  const who = [`locale:${random.weighted(LOCALES)}`, `device:${random.weighted(DEVICES)}`];
  const begun = [...who, `source:${random.weighted(SOURCES)}`];
  into.add('started', '', begun);
  const documents = procedure.attachments.length > 0 ? [ATTACHMENTS_PAGE] : [];
  for (const page of [...procedure.pages.map(({ id }) => id), ...documents, CHECK_PAGE]) {
    into.add('page_reached', page, who);
    const isHard = page === hardest;
    const field = procedure.pages.find(({ id }) => id === page)?.fields[0];
    if (field && random.next() < (isHard ? 0.4 : 0.1)) {
      into.add('page_refused', page, who);
      into.add('field_refused', `${page}/${field.id}/required`, []);
      into.add('field_stopped', `${page}/${field.id}`, []);
      if (!(isHard && random.next() < 0.3)) into.add('field_mended', `${page}/${field.id}`, []);
    }
    if (random.next() < (isHard ? 0.18 : 0.02)) {
      const then = random.next();
      if (then < 0.3) into.add('page_left', page, who);
      else if (then > 0.85) into.add('at_counter', page, begun);
      return;
    }
    into.add('page_passed', page, who);
    const band = TIME_BANDS[Math.min(TIME_BANDS.length - 1, random.below(isHard ? 10 : 6) + 1)];
    into.add('page_time', page, [`time:${band}`]);
  }
  into.add('sent', '', begun);
}

/** Made-up counts of this month, so that the pages of figures say something in the sample town. */
export async function seedSampleFormCounts({ library, stores, clock }: Services): Promise<void> {
  const month = todayInTokyo(clock.now()).slice(0, 7);
  const random = seededRandom(SEED);
  const counts = [...library.procedures.values()].flatMap((procedure) => {
    const into = formTally(month, procedure.id);
    const hardest = random.pick(procedure.pages).id;
    const people = 20 + random.below(60);
    for (let n = 0; n < people; n += 1) walk(into, procedure, hardest, random);
    return [...into.counts.values()];
  });
  await stores.formCounts.add(counts);
}
