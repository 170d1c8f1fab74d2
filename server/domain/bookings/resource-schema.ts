import { z } from 'zod';
import { isCollectionCell } from './collection-days.ts';

/** Shape of procedures/resources/*.yaml. Days are JST dates, times HH:MM, amounts yen. */

const ID = z.string().regex(/^[a-z][a-z0-9-]*$/);
const TEXT = z.intersection(
  z.object({ ja: z.string().min(1) }),
  z.record(z.string(), z.string().min(1)),
);
const DAY = z.iso.date();
const MONTH_DAY = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const TIME = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const CELL = z
  .string()
  .refine(
    isCollectionCell,
    '曜日か日を書いてください。例：月 木（毎週）、水1 水3（第1・第3水曜）、20260414（その日）',
  );

const WEEKDAY = z.enum(['日', '月', '火', '水', '木', '金', '土']);

const OPENING = z.strictObject({
  weekly_closing: z
    .strictObject({
      weekday: z.union([WEEKDAY, z.array(WEEKDAY).min(1)]),
      on_holiday: z.enum(['closed', 'open', 'next_working_day']).default('next_working_day'),
    })
    .optional(),
  holidays: z.enum(['open', 'closed']).default('open'),
  year_end: z
    .strictObject({
      from: MONTH_DAY,
      to: MONTH_DAY,
      shift_days: z.number().int().positive().optional(),
    })
    .refine(
      ({ from, to }) => from > to,
      '年末に始まり、年始に終わるように書いてください。例：from 12-29、to 01-03',
    )
    .optional(),
  closed: z
    .array(
      z
        .strictObject({ from: DAY, to: DAY, reason: TEXT.optional() })
        .refine(
          ({ from, to }) => from <= to,
          '終わり（to）を、始まり（from）と同じ日か、後の日にしてください。',
        ),
    )
    .default([]),
  collection: CELL.optional(),
  days: CELL.optional(),
});

const WINDOW = z.strictObject({
  opens: z.strictObject({
    months_before: z.number().int().min(1).max(24),
    first_of_month: z.boolean().default(false),
  }),
  // At least a day: on the day itself the hour would have to be looked at too.
  closes: z.union([
    z.strictObject({ days_before: z.number().int().min(1) }),
    z.strictObject({ open_days_before: z.number().int().min(1) }),
  ]),
});

const SLOTS = z
  .array(
    z
      .strictObject({ id: ID, from: TIME, to: TIME, label: TEXT })
      .refine(
        ({ from, to }) => from < to,
        '終わり（to）を、始まり（from）より後の時刻にしてください。',
      ),
  )
  .min(1)
  .refine(
    (slots) => new Set(slots.map(({ id }) => id)).size === slots.length,
    '同じ id の区分が2つあります。片方を別の id にしてください。',
  );

const PRICES = z.strictObject({
  /** Rows of catalogues/facility_fees.csv with this `table`. */
  table: ID,
  round_down_to_yen: z.number().int().positive(),
  /** Words of the overtime line, `{hours}` standing for the whole hours. */
  overtime_label: TEXT,
  multipliers: z
    .array(
      z
        .strictObject({
          id: z.enum(['weekend_or_holiday', 'high_admission', 'commercial']),
          percent: z.number().int().positive(),
          admission_from_yen: z.number().int().positive().optional(),
          valid_from: DAY,
        })
        .refine(
          ({ id, admission_from_yen }) =>
            (id === 'high_admission') === (admission_from_yen !== undefined),
          'admission_from_yen（入場料）は、high_admission のときだけ、必ず書いてください。',
        ),
    )
    .default([]),
});

const CAPACITY = z.number().int().positive();

/** What holds from a day of use on; what is not named stays as it was. */
const CHANGE = z
  .strictObject({
    from: DAY,
    /** For residents, beside the calendar. */
    note: TEXT.optional(),
    capacity: CAPACITY.optional(),
    opening: OPENING.optional(),
    window: WINDOW.optional(),
    slots: SLOTS.optional(),
    prices: PRICES.optional(),
  })
  .refine(
    ({ from: _, note: __, ...rules }) => Object.keys(rules).length > 0,
    '変わるものがありません。新しい決まり（opening、slots、capacity、window、prices）を書くか、この行を消してください。',
  );

const CHANGES = z.array(CHANGE).superRefine((changes, context) => {
  for (const [index, { from }] of changes.entries()) {
    const before = changes[index - 1]?.from ?? '';
    if (from > before) continue;
    const message =
      from === before
        ? `${from} が2回あります。その日に変わるものを、ひとつにまとめてください。`
        : `${from} が ${before} より後にあります。早い日から順に並べてください。`;
    context.addIssue({ code: 'custom', path: [index, 'from'], message });
  }
});

/** One resource, after `defaults` were filled in. */
export const RESOURCE = z.strictObject({
  name: TEXT,
  summary: TEXT.optional(),
  place: TEXT,
  people: z.number().int().positive().optional(),
  atoms: z.array(ID).min(1).optional(),
  capacity: CAPACITY,
  opening: OPENING,
  window: WINDOW,
  slots: SLOTS,
  prices: PRICES.optional(),
  /** 歳入科目 of its fee, from revenue-items.yaml; without it the procedure's. */
  revenue_item: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional(),
  /** A full slot can be waited for; a number: by so many. */
  waiting_list: z.union([z.boolean(), z.number().int().positive()]).default(false),
  changes: CHANGES.default([]),
});

export const RESOURCE_FILE = z.strictObject({
  group: z.string().regex(/^[a-z][a-z0-9_]*$/),
  defaults: z.record(z.string(), z.unknown()).default({}),
  resources: z.record(ID, z.record(z.string(), z.unknown())),
});

export type ResourceData = z.infer<typeof RESOURCE>;
