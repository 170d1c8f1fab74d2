import { z } from 'zod';

const NAME = /^[a-z][a-z0-9_]*$/;
const WORDS = z.looseObject({ ja: z.string() }) as unknown as z.ZodType<
  Readonly<Record<string, string>>
>;

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

interface CounterTown {
  readonly languages: readonly string[];
  readonly sections: Readonly<Record<string, unknown>>;
  readonly counter?: z.infer<typeof COUNTER> | undefined;
}

/** Queues stand in sections that there are, begin apart from each other, and speak to everybody. */
export function checkCounter(
  { languages, sections, counter }: CounterTown,
  context: z.RefinementCtx,
): void {
  const { queues = {}, certificates = {}, idle_minutes = 10, warn_seconds = 60 } = counter ?? {};
  const tell = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  if (warn_seconds >= idle_minutes * 60) {
    tell(
      ['counter', 'warn_seconds'],
      'warn_seconds（知らせてからの秒）を、idle_minutes（使わない時間の分）より短くしてください。',
    );
  }
  for (const [room, entries] of Object.entries({ queues, certificates })) {
    for (const [key, { name }] of Object.entries(entries)) {
      const missing = languages.filter((locale) => !name[locale]);
      if (missing.length === 0) continue;
      tell(
        ['counter', room, key, 'name'],
        `住民が読む名前です。足りない言葉を書いてください：${missing.join('、')}`,
      );
    }
  }
  const begins = new Map<number, string>();
  for (const [key, { section, first }] of Object.entries(queues)) {
    if (!Object.hasOwn(sections, section)) {
      const known = Object.keys(sections).join('、');
      tell(['counter', 'queues', key, 'section'], `ある課（sections）から選んでください：${known}`);
    }
    const other = begins.get(first);
    begins.set(first, key);
    if (other !== undefined) {
      tell(
        ['counter', 'queues', key, 'first'],
        `「${other}」も ${first} 番から始まります。別の番号にしてください。`,
      );
    }
  }
}
