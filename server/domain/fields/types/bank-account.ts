import { z } from 'zod';
import {
  sameReading,
  tidyLine,
  toCode,
  toFullKana,
  toHalfWidth,
  toKatakana,
} from '../../../lib/japanese-text.ts';
import type { Field } from '../../procedures/procedure.ts';
import type { FieldError, RawInput } from '../answers.ts';
import { POST_BANK } from '../bank-index.ts';
import type { ErrorCode } from '../error-codes.ts';
import type { FieldType, ParseContext } from '../field-type.ts';
import { refuseIndividualNumber } from '../free-text.ts';
import { fromPassbook } from '../post-bank.ts';
import { partProblem, problem, textPart, typed } from '../raw-input.ts';

const PARTS = [
  'use',
  'bank_code',
  'bank_name',
  'branch_code',
  'branch_name',
  'kind',
  'number',
  'holder_kana',
] as const;
type Part = (typeof PARTS)[number];
type Account = Readonly<Record<Part, string>>;

const POST_BANK_NAME = 'ゆうちょ銀行';

/** Allowances go to 普通 or 当座 accounts; 貯蓄 is taken only where the definition says so. */
const ACCOUNT_KINDS = ['ordinary', 'current'] as const;
const NONE = Object.fromEntries(PARTS.map((part) => [part, ''])) as unknown as Account;

/**
 * ゆうちょ銀行: who has a passbook knows its 記号 and 番号, not branch and account number. The symbol
 * has a box of its own (and is understood in the branch's).
 */
function fromPostBank(field: Field, account: Account, box: string): Account | FieldError {
  const inBranch = account.bank_code === POST_BANK && /^\d{5}$/.test(account.branch_code);
  const symbol = box || (inBranch ? account.branch_code : '');
  if (symbol === '') return account;
  const isOther = account.bank_code !== '' && account.bank_code !== POST_BANK;
  if (isOther) return partProblem(field, 'symbol', 'bank_symbol_other');
  const found = fromPassbook(symbol, account.number);
  if ('part' in found) return partProblem(field, found.part, found.code);
  return {
    ...account,
    bank_code: POST_BANK,
    bank_name: account.bank_name || POST_BANK_NAME,
    ...found,
  };
}

/** As banks write holders: full-width katakana, capital letters, half-width signs. */
function readHolder(text: string): string {
  const kana = toKatakana(toHalfWidth(toFullKana(text)));
  return kana.toUpperCase();
}

/** The account as typed; an error when a passbook's numbers can't be turned into one. */
function read(field: Field, raw: RawInput): Account | FieldError {
  const box = (part: Part | 'symbol') => typed(raw, `${field.id}.${part}`);
  const use = field.settings['registered'] === true ? box('use') : 'account';
  if (use === 'registered') return { ...NONE, use };
  const code = (part: Part | 'symbol') => toCode(box(part)).replace(/-/g, '');
  const written: Account = {
    use,
    bank_code: code('bank_code'),
    bank_name: tidyLine(box('bank_name')),
    branch_code: code('branch_code'),
    branch_name: tidyLine(box('branch_name')),
    kind: box('kind'),
    number: code('number'),
    holder_kana: readHolder(box('holder_kana')),
  };
  // A symbol issued again has one digit behind a hyphen (11940-2), which says nothing here.
  const symbol = toCode(box('symbol')).replace(/-\d$/, '');
  const account = fromPostBank(field, written, symbol);
  if ('code' in account) return account;
  const digits = /^\d{4,7}$/.test(account.number);
  return digits ? { ...account, number: account.number.padStart(7, '0') } : account;
}

function checkHolder(field: Field, account: Account, context: ParseContext): FieldError[] {
  if (account.holder_kana === '') return [partProblem(field, 'holder_kana', 'bank_missing_holder')];
  if (!/^[ァ-ヺー・ A-Z0-9().,/ー-]+$/.test(account.holder_kana)) {
    return [partProblem(field, 'holder_kana', 'bank_holder_kana')];
  }
  const holder = field.settings['holder'];
  const name = typeof holder === 'string' ? context.scope[holder] : undefined;
  const reading = textPart(name, 'family_kana') + textPart(name, 'given_kana');
  if (reading === '' || sameReading(reading, account.holder_kana)) return [];
  return [partProblem(field, 'holder_kana', 'bank_holder_mismatch')];
}

function checkAccount(field: Field, account: Account, context: ParseContext): FieldError[] {
  if (account.use === 'registered' && field.settings['registered'] === true) return [];
  if (account.use !== 'account') return [partProblem(field, 'use', 'choice_unknown')];
  const errors: FieldError[] = [];
  const want = (part: Part, holds: boolean, code: ErrorCode) => {
    if (!holds) errors.push(partProblem(field, part, code));
  };
  want('bank_name', account.bank_name !== '', 'bank_missing_name');
  want('bank_code', /^\d{4}$/.test(account.bank_code), 'bank_code_digits');
  want('branch_name', account.branch_name !== '', 'branch_missing_name');
  want('branch_code', /^\d{3}$/.test(account.branch_code), 'branch_code_digits');
  want(
    'kind',
    ACCOUNT_KINDS.some((kind) => kind === account.kind) ||
      (account.kind === 'savings' && field.settings['savings'] === true),
    'bank_missing_kind',
  );
  want('number', /^\d{7}$/.test(account.number), 'bank_number_digits');
  for (const part of ['bank_name', 'branch_name', 'holder_kana'] as const) {
    const over = account[part].length - 60;
    if (over > 0) errors.push(partProblem(field, part, 'too_long', { max: 60, over }));
    else errors.push(...refuseIndividualNumber(field, account[part], `${field.id}.${part}`));
  }
  return [...errors, ...checkHolder(field, account, context)];
}

/** Where money is paid to: the account registered with the state (公金受取口座), or one that is given here. */
export const bankAccount: FieldType = {
  type: 'bank_account',
  settings: z.strictObject({
    registered: z.boolean().optional(),
    holder: z.string().optional(),
    savings: z.boolean().optional(),
  }),
  cel: () => Object.fromEntries(PARTS.map((part) => [part, 'string'])),
  empty: Object.freeze({ ...NONE }),
  inputs: (field) => [...PARTS, 'symbol'].map((part) => `${field.id}.${part}`),
  parse(field, raw, context) {
    const value = read(field, raw);
    if ('code' in value) return { errors: [value] };
    const empty = PARTS.every((part) => part === 'use' || value[part] === '');
    if (empty && value.use !== 'registered') {
      if (!field.required) return { value: undefined };
      if (value.use === '') return { errors: [partProblem(field, 'use', 'required_choice')] };
      return { errors: [partProblem(field, 'bank_name', 'required_account')] };
    }
    // Someone who fills in an account has chosen that way, even if the button was missed.
    const chosen = value.use === '' ? { ...value, use: 'account' } : value;
    const errors = checkAccount(field, chosen, context);
    return errors.length > 0 ? { errors } : { value: { ...chosen } };
  },
  toRaw: (field, value) =>
    Object.fromEntries(PARTS.map((part) => [`${field.id}.${part}`, textPart(value, part)])),
  check(field, value, context) {
    if (typeof value !== 'object' || Array.isArray(value)) return problem(field, 'invalid');
    const account = Object.fromEntries(PARTS.map((part) => [part, textPart(value, part)]));
    return checkAccount(field, account as unknown as Account, context);
  },
};
