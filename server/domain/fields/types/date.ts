import { z } from 'zod';
import { addOpenDays } from '../../../lib/japanese-calendar.ts';
import { addDays, isDay } from '../../../lib/jst-date.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { FieldError } from '../answers.ts';
import { readDateInput } from '../date-input.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { FieldType, ParseContext } from '../field-type.ts';
import { partProblem, problem, typed } from '../raw-input.ts';

interface DateSettings {
  readonly precision?: 'day' | 'month';
  readonly not_future?: boolean;
  readonly not_past?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly min_days?: number;
  readonly max_days?: number;
  readonly min_business_days?: number;
}

const DAY_PARTS = ['era', 'year', 'month', 'day'] as const;
/** From today; negative before it. */
const DAYS = z.int().min(-50_000).max(50_000);
const DAY = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

function isMonthOnly(field: Field): boolean {
  return (field.settings as DateSettings).precision === 'month';
}

/** Bounds hold for the month where only a month is asked: texts of equal length compare right. */
function checkBounds(field: Field, value: string, today: string): readonly FieldError[] {
  const settings = field.settings as DateSettings;
  const cut = (day: string) => day.slice(0, value.length);
  const at = (code: ErrorCode, day: string) => [partProblem(field, 'year', code, { date: day })];
  if (settings.not_future && value > cut(today)) return at('date_in_future', today);
  if (settings.not_past && value < cut(today)) return at('date_in_past', today);
  if (settings.from && value < cut(settings.from)) return at('date_too_early', settings.from);
  if (settings.to && value > cut(settings.to)) return at('date_too_late', settings.to);
  return checkDistance(settings, value, today, at);
}

/** Bounds that move with today; the error names the day itself, so that nobody has to count. */
function checkDistance(
  { min_days, max_days, min_business_days }: DateSettings,
  value: string,
  today: string,
  at: (code: ErrorCode, day: string) => readonly FieldError[],
): readonly FieldError[] {
  const cut = (day: string) => day.slice(0, value.length);
  if (min_business_days !== undefined) {
    const first = addOpenDays(today, min_business_days);
    if (value < cut(first)) return at('date_before_open_days', first);
  }
  if (min_days !== undefined) {
    const first = addDays(today, min_days);
    if (value < cut(first)) return at('date_too_early', first);
  }
  if (max_days !== undefined) {
    const last = addDays(today, max_days);
    if (value > cut(last)) return at('date_too_late', last);
  }
  return [];
}

/** A day (or month) in the Western or the Japanese calendar; stored Western. */
export const date: FieldType = {
  type: 'date',
  settings: z.strictObject({
    precision: z.enum(['day', 'month']).optional(),
    not_future: z.boolean().optional(),
    not_past: z.boolean().optional(),
    from: DAY.optional(),
    to: DAY.optional(),
    min_days: DAYS.optional(),
    max_days: DAYS.optional(),
    min_business_days: z.int().min(0).max(1000).optional(),
  }),
  cel: () => 'string',
  empty: '',
  inputs(field) {
    const parts = isMonthOnly(field) ? ['year', 'month', 'era'] : ['year', 'month', 'day', 'era'];
    return parts.map((part) => `${field.id}.${part}`);
  },
  parse(field, raw, context: ParseContext) {
    const box = (part: string) => typed(raw, `${field.id}.${part}`);
    const monthOnly = isMonthOnly(field);
    const boxes = { year: box('year'), month: box('month'), day: monthOnly ? '' : box('day') };
    if (Object.values(boxes).every((text) => text.trim() === '')) {
      const missing = partProblem(field, 'year', monthOnly ? 'required_month' : 'required_date');
      return field.required ? { errors: [missing] } : { value: undefined };
    }
    const read = readDateInput({ ...boxes, era: box('era') }, monthOnly);
    if ('errors' in read) {
      return { errors: read.errors.map((e) => partProblem(field, e.part, e.code, e.params)) };
    }
    const errors = checkBounds(field, read.value, context.today);
    return errors.length > 0 ? { errors } : { value: read.value };
  },
  toRaw(field, value) {
    const [year = '', month = '', day = ''] = typeof value === 'string' ? value.split('-') : [];
    const boxes = { era: 'ad', year, month: String(Number(month)), day: String(Number(day)) };
    const parts = isMonthOnly(field) ? (['era', 'year', 'month'] as const) : DAY_PARTS;
    return Object.fromEntries(parts.map((part) => [`${field.id}.${part}`, boxes[part]]));
  },
  check(field, value, context) {
    const full = isMonthOnly(field) ? `${String(value)}-01` : value;
    if (typeof value !== 'string' || !isDay(full as string)) return problem(field, 'invalid');
    return checkBounds(field, value, context.today);
  },
};
