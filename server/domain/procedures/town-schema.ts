import { z } from 'zod';
import { isCorporateNumber } from '../../lib/check-digits.ts';
import { COLOUR, contrast } from '../../lib/contrast.ts';
import { PAYMENT_METHODS } from '../payments/payment.ts';
import { COUNTER, checkCounter } from './counter-schema.ts';
import { LOCALE_CODE } from './locale.ts';
import { positionsOf, routeProblem, SIGNING_ROLES } from './positions.ts';

const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const NAME = /^[a-z][a-z0-9_]*$/;
/** A text in several languages; Japanese at least. */
const WORDS = z.looseObject({ ja: z.string() }) as unknown as z.ZodType<
  Readonly<Record<string, string>>
>;

/** 適格請求書発行事業者の登録番号: T and a 法人番号. */
export const INVOICE_NUMBER = z
  .string()
  .refine(
    (text) => text.startsWith('T') && isCorporateNumber(text.slice(1)),
    '登録番号は、T と13けたの法人番号です。写しまちがいがないか確かめてください。例：T3000020990019',
  );

const TOWN = z.strictObject({
  code: z.string().regex(/^\d{6}$/),
  prefecture: z.string().optional(),
  languages: z.array(z.string().regex(LOCALE_CODE)).min(1),
  name: WORDS,
  address: WORDS,
  phone: z.string(),
  hours: WORDS,
  sections: z.record(
    z.string().regex(NAME),
    z.strictObject({
      name: WORDS,
      phone: z.string(),
      place: WORDS,
      decide: z.array(z.string()).optional(),
      document_mark: z.string().min(1).optional(),
      sealing_key: z.string().min(1).optional(),
    }),
  ),
  positions: z
    .record(
      z.string().regex(NAME),
      z.strictObject({ name: z.string().min(1), role: z.enum(SIGNING_ROLES) }),
    )
    .optional(),
  /** 窓口のレジ: what it is called, and whose section works at it. */
  tills: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/),
      z.strictObject({ name: z.string().min(1), section: z.string() }),
    )
    .optional(),
  payment_methods: z.array(z.enum(PAYMENT_METHODS)).min(1).optional(),
  invoice_number: INVOICE_NUMBER.optional(),
  receipts: z
    .strictObject({ issuer: z.string().min(1), seal: z.string().min(1).max(16).optional() })
    .optional(),
  refunds: z.strictObject({ approval_above_yen: z.int().min(0) }).optional(),
  payment_agents: z
    .record(
      z.string().regex(NAME),
      z.strictObject({
        name: WORDS,
        place: z.string().min(1).optional(),
        designated_on: DAY,
        notice: z.string().min(1).optional(),
      }),
    )
    .optional(),
  flags: z.record(z.string().regex(NAME), z.boolean()),
  flag_labels: z.record(z.string().regex(NAME), z.string().min(1)).optional(),
  uploads: z
    .strictObject({
      max_megabytes: z.int().min(1).max(50).optional(),
      max_total_megabytes: z.int().min(1).max(1000).optional(),
      max_daily_megabytes: z.int().min(1).max(100_000).optional(),
    })
    .refine(
      ({ max_megabytes: one = 10, max_total_megabytes: all = 100 }) => one <= all,
      'max_total_megabytes（全部で）を、max_megabytes（1つのファイル）以上にしてください。',
    )
    .optional(),
  counter: COUNTER.optional(),
  branding: z
    .strictObject({
      colour: z
        .string()
        .regex(COLOUR)
        .refine(
          (colour) => contrast(colour, '#ffffff') >= 4.5,
          '白との明るさの差が足りません（4.5以上）。もっと濃い色にしてください。',
        )
        .describe('of buttons, links and headings, #rrggbb')
        .optional(),
      logo: z.literal('branding/logo.png').optional(),
    })
    .optional(),
  visit_minutes: z
    .number()
    .int()
    .min(0)
    .max(600)
    .describe('to the town hall and back, with the wait: for the time that residents saved; 60')
    .optional(),
  interpreter: z
    .strictObject({
      phone: z.string().min(1),
      languages: z.array(z.string().regex(LOCALE_CODE)),
      hours: WORDS,
    })
    .optional(),
  notices: z.array(z.strictObject({ from: DAY.optional(), to: DAY.optional(), text: WORDS })),
});

/** 決裁 goes from below upwards, through positions that there are. */
function checkRoutes(
  { positions, sections }: z.infer<typeof TOWN>,
  context: z.RefinementCtx<z.infer<typeof TOWN>>,
): void {
  const known = positionsOf({ ...(positions && { positions }) });
  const roles = known.map(({ role }) => SIGNING_ROLES.indexOf(role));
  if (roles.some((role, index) => index > 0 && role <= (roles[index - 1] ?? 0))) {
    const message = `役（role）は、下の人から順に、1回ずつ書いてください：${SIGNING_ROLES.join('、')}`;
    context.addIssue({ code: 'custom', path: ['positions'], message });
  }
  for (const [key, { decide = [] }] of Object.entries(sections)) {
    if (routeProblem(decide, known) === undefined) continue;
    const message = `ある役職を、下の人から順に、1回ずつ書いてください：${known.map((one) => one.key).join('、')}`;
    context.addIssue({ code: 'custom', path: ['sections', key, 'decide'], message });
  }
}

/** A till stands in a section that there is. */
function checkTills(
  { tills = {}, sections }: z.infer<typeof TOWN>,
  context: z.RefinementCtx<z.infer<typeof TOWN>>,
): void {
  for (const [key, { section }] of Object.entries(tills)) {
    if (Object.hasOwn(sections, section)) continue;
    const message = `ある課（sections）から選んでください：${Object.keys(sections).join('、')}`;
    context.addIssue({ code: 'custom', path: ['tills', key, 'section'], message });
  }
}

/** municipality.yaml. */
export const MUNICIPALITY = TOWN.superRefine(checkRoutes)
  .superRefine(checkTills)
  .superRefine(checkCounter);

const AMOUNT_VALUE = z.strictObject({ from: DAY, value: z.int(), source: z.string().optional() });

/** amounts.yaml: name → values, with unit and source beside them. */
export const AMOUNTS = z.record(
  z.string().regex(NAME),
  z.strictObject({
    /** What an admin calls it; without one its name is shown. */
    label: z.string().min(1).optional(),
    unit: z.string(),
    source: z.string(),
    values: z.array(AMOUNT_VALUE).min(1),
  }),
);
