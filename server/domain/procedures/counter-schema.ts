import { z } from 'zod';

const NAME = /^[a-z][a-z0-9_]*$/;
const WORDS = z.looseObject({ ja: z.string() }) as unknown as z.ZodType<
  Readonly<Record<string, string>>
>;
const YEAR = z.int().min(1989);

/** `counter` of municipality.yaml: whom people take a number for, and which certificates they get there. */
export const COUNTER = z.strictObject({
  /** A sitting that nobody touches ends; staff sessions last 30 minutes. */
  idle_minutes: z.int().min(1).max(30).optional(),
  /** Its count-down; 20 seconds at least to press a button (WCAG 2.2.1). */
  warn_seconds: z.int().min(20).max(300).optional(),
  queues: z
    .record(
      z.string().regex(NAME),
      /** `first`: the number with which it begins each day; it ends where the next queue begins. */
      z.strictObject({ name: WORDS, section: z.string(), first: z.int().min(1).max(9999) }),
    )
    .optional(),
  certificates: z.record(z.string().regex(NAME), z.strictObject({ name: WORDS })).optional(),
  /** An extract of the resident register that is older makes the search say so. */
  register_max_age_days: z.int().min(1).max(366).optional(),
});

/** 待ち時間: of that queue in those months of the year, in whole minutes. */
export const WAITING_PLAN = z.strictObject({
  queue: z.string(),
  months: z.array(z.int().min(1).max(12)).min(1),
  baseline: z.strictObject({ fiscal_year: YEAR, minutes: z.int().min(0) }),
  target: z.strictObject({ fiscal_year: YEAR, minutes: z.int().min(0) }),
});

/** 証明書の交付: copies in a fiscal year. */
export const ISSUE_PLAN = z.strictObject({
  baseline: z.strictObject({ fiscal_year: YEAR, copies: z.int().min(0) }),
  target: z.strictObject({ fiscal_year: YEAR, copies: z.int().min(0) }),
});

interface CounterTown {
  readonly languages: readonly string[];
  readonly sections: Readonly<Record<string, unknown>>;
  readonly counter?: z.infer<typeof COUNTER> | undefined;
  readonly waiting_plan?: z.infer<typeof WAITING_PLAN> | undefined;
}

/** Queues stand in sections that there are, begin apart from each other, and speak to everybody. */
export function checkCounter(
  { languages, sections, counter, waiting_plan }: CounterTown,
  context: z.RefinementCtx,
): void {
  const { queues = {}, certificates = {}, idle_minutes = 10, warn_seconds = 60 } = counter ?? {};
  const tell = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  if (warn_seconds >= idle_minutes * 60) {
    tell(['counter', 'warn_seconds'], 'The count-down is shorter than idle_minutes.');
  }
  for (const [room, entries] of Object.entries({ queues, certificates })) {
    for (const [key, { name }] of Object.entries(entries)) {
      const missing = languages.filter((locale) => !name[locale]);
      if (missing.length === 0) continue;
      tell(['counter', room, key, 'name'], `Residents read it; missing: ${missing.join(', ')}`);
    }
  }
  const begins = new Map<number, string>();
  for (const [key, { section, first }] of Object.entries(queues)) {
    if (!Object.hasOwn(sections, section)) {
      const known = Object.keys(sections).join(', ');
      tell(['counter', 'queues', key, 'section'], `One of the sections: ${known}`);
    }
    const other = begins.get(first);
    begins.set(first, key);
    if (other !== undefined) {
      tell(['counter', 'queues', key, 'first'], `${other} begins with ${first} too`);
    }
  }
  if (waiting_plan !== undefined && !Object.hasOwn(queues, waiting_plan.queue)) {
    const known = Object.keys(queues).join(', ');
    tell(['waiting_plan', 'queue'], `One of the queues of the counter: ${known}`);
  }
}
