import { z } from 'zod';
import { REVENUE_KINDS, UNASSIGNED } from '../revenue/revenue-item.ts';
import { INVOICE_NUMBER } from './town-schema.ts';

const KEY = /^[a-z][a-z0-9_]*$/;

/** A text in several languages; Japanese at least. */
const NAME = z.looseObject({ ja: z.string().min(1) }) as unknown as z.ZodType<
  Readonly<Record<string, string>>
>;

const ITEM = z.strictObject({
  code: z
    .string()
    .regex(/^\d{2}-\d{2}-\d{2}-\d{2}$/, '款-項-目-節を、01-01-01-01 のように書いてください。'),
  name: NAME,
  kind: z.enum(REVENUE_KINDS),
  tax_percent: z.int().min(0).max(99).default(0),
  cashless: z.boolean().default(false),
  counted: z.boolean().default(false),
  el_qr: z.boolean().default(false),
  invoice_number: INVOICE_NUMBER.optional(),
});

/** revenue-items.yaml: key → 歳入科目. */
export const REVENUE_ITEMS = z.record(z.string().regex(KEY), ITEM).superRefine((items, context) => {
  const seen = new Map<string, string>();
  for (const [key, { code }] of Object.entries(items)) {
    const other = seen.get(code);
    seen.set(code, key);
    const message =
      other && `${code} は「${other}」と同じです。別の番号にするか、片方を消してください。`;
    if (message) context.addIssue({ code: 'custom', path: [key, 'code'], message });
  }
  if (!(UNASSIGNED in items)) return;
  const message = 'この名前は「科目なし」の意味です。別の名前にしてください。';
  context.addIssue({ code: 'custom', path: [UNASSIGNED], message });
});
