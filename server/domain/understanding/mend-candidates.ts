import { finishedRate, type Outcomes } from './finished-rate.ts';
import { LEAST_SHOWN } from './hide-small.ts';
import type { Mend } from './mend.ts';
import { CHECK_PAGE, type FieldTrouble, type Understanding } from './understanding.ts';

/** Of fewer nothing can be said. */
export const LEAST_STARTS = 20;

/** From here on something is worth a change: shares of those concerned, seconds on one page. */
const NOTABLE = {
  dropOff: 0.15,
  atCounter: 0.15,
  errors: 0.25,
  returns: 0.1,
  seconds: 180,
  language: 0.7,
};

/** The question of the page that most gave up over. */
function worstField({ fields }: Understanding, page: string) {
  const worst = fields
    .filter((one) => one.page === page && one.gaveUp >= LEAST_SHOWN)
    .reduce<FieldTrouble | undefined>(
      (most, one) => (one.gaveUp > (most?.gaveUp ?? 0) ? one : most),
      undefined,
    );
  return worst && { field: worst.field, people: worst.gaveUp };
}

function dropOffs(found: Understanding): Mend[] {
  const { pages } = found;
  return pages.flatMap(({ page, reached, gaveUp, dropOff }) =>
    reached >= LEAST_STARTS && (dropOff ?? 0) >= NOTABLE.dropOff
      ? [
          {
            kind: 'drop_off' as const,
            page,
            people: gaveUp,
            rate: dropOff ?? 0,
            over: worstField(found, page),
          },
        ]
      : [],
  );
}

function toCounter({ pages }: Understanding): Mend[] {
  return pages.flatMap(({ page, reached, atCounter }) =>
    reached >= LEAST_STARTS && atCounter / reached >= NOTABLE.atCounter
      ? [{ kind: 'at_counter' as const, page, people: atCounter, rate: atCounter / reached }]
      : [],
  );
}

function fieldErrors({ pages, fields }: Understanding): Mend[] {
  const passed = new Map(pages.map((one) => [one.page, one.passed]));
  return fields.flatMap(({ page, field, code, count }) => {
    const of = passed.get(page) ?? 0;
    const rate = of === 0 ? 0 : count / of;
    return of >= LEAST_STARTS && rate >= NOTABLE.errors
      ? [{ kind: 'field_errors' as const, page, field, code, people: count, rate }]
      : [];
  });
}

function returned({ returns, sent }: Understanding): Mend[] {
  return returns.flatMap(({ about, reason, count }) =>
    sent >= LEAST_STARTS && count / sent >= NOTABLE.returns
      ? [{ kind: 'returned' as const, about, reason, people: count, rate: count / sent }]
      : [],
  );
}

function slowPages({ pages }: Understanding): Mend[] {
  return pages.flatMap(({ page, passed, medianSeconds: seconds = 0 }) =>
    page !== CHECK_PAGE && passed >= LEAST_STARTS && seconds >= NOTABLE.seconds
      ? [{ kind: 'slow_page' as const, page, people: passed, seconds }]
      : [],
  );
}

const without = (all: Outcomes, one: Outcomes): Outcomes => ({
  started: all.started - one.started,
  sent: all.sent - one.sent,
  atCounter: all.atCounter - one.atCounter,
});

function languages({ locales, ...all }: Understanding): Mend[] {
  return locales.flatMap((one) => {
    const rest = all.started - one.started;
    const others = rest < LEAST_STARTS ? 0 : (finishedRate(without(all, one)) ?? 0);
    const rate = finishedRate(one) ?? 0;
    return one.started >= LEAST_STARTS && rate < others * NOTABLE.language
      ? [
          {
            kind: 'language' as const,
            locale: one.key,
            people: Math.round(one.started * (others - rate)),
            rate,
            others,
          },
        ]
      : [];
  });
}

/** Everything that stands out. */
export const mendCandidates = (found: Understanding): Mend[] => [
  ...dropOffs(found),
  ...toCounter(found),
  ...languages(found),
  ...returned(found),
  ...fieldErrors(found),
  ...slowPages(found),
];
