import type { RawInput } from '../../domain/fields/answers.ts';
import type { BankPlace } from '../../domain/fields/bank-index.ts';
import { type Boxes, completeBank, findPlaces } from '../../domain/fields/complete-bank.ts';
import type { Field, Page } from '../../domain/procedures/procedure.ts';
import { loadBanks } from '../../integrations/zengin/load-banks.ts';
import { one } from './field-view.ts';

/** What a search for a bank or a branch shows under its button. */
export interface BankExtra {
  readonly kind: 'bank';
  readonly which: 'bank' | 'branch';
  readonly found: readonly BankPlace[];
  /** A passbook's numbers were turned into branch and account number just now. */
  readonly isConverted: boolean;
}

/** `bank:<field>`, `branch:<field>`, and `…=<code>` for one that was found. */
const INTENT = /^(bank|branch):([^=]+)(?:=(\d{3,4}))?$/;

function readIntent(raw: RawInput) {
  const [, which, field = '', code] = INTENT.exec(one(raw, 'intent')) ?? [];
  return which === undefined ? undefined : { which: which as Boxes, field, code };
}

function accounts(page: Page): readonly Field[] {
  return page.fields.filter(({ type }) => type === 'bank_account');
}

/** Someone who writes an account into the form has chosen that way. */
function hasAccount({ id }: Field, raw: RawInput): boolean {
  if (one(raw, `${id}.use`) === 'registered') return false;
  const boxes = ['bank_name', 'bank_code', 'branch_name', 'branch_code', 'symbol'];
  return boxes.some((part) => one(raw, `${id}.${part}`).trim() !== '');
}

/** What was typed, with names and codes of banks that belong to it. */
export async function withBanks(page: Page, raw: RawInput): Promise<RawInput> {
  const typed = accounts(page).filter((field) => hasAccount(field, raw));
  if (typed.length === 0) return raw;
  const banks = await loadBanks();
  return typed.reduce((so, field) => completeBank(banks, field, so), raw);
}

/** The form after a search button, or after one of its results; undefined for any other button. */
export async function searchedBank(page: Page, raw: RawInput): Promise<RawInput | undefined> {
  const intent = readIntent(raw);
  const field = accounts(page).find(({ id }) => id === intent?.field);
  if (!intent || !field) return undefined;
  const banks = await loadBanks();
  const { which, code } = intent;
  const boxes = [`${field.id}.${which}_code`, `${field.id}.${which}_name`] as const;
  if (code === undefined) {
    // A name that was typed is looked for, whatever code stood beside it.
    const isNamed = one(raw, boxes[1]).trim() !== '' && one(raw, `${field.id}.symbol`) === '';
    return completeBank(banks, field, isNamed ? { ...raw, [boxes[0]]: '' } : raw);
  }
  const bankCode = one(raw, `${field.id}.bank_code`);
  const place = which === 'bank' ? banks.bank(code) : banks.branch(bankCode, code);
  return place ? { ...raw, [boxes[0]]: place.code, [boxes[1]]: place.name } : raw;
}

/** What was found and is still to be chosen from. @param raw after `searchedBank` */
export async function bankExtra(field: Field, raw: RawInput): Promise<BankExtra | undefined> {
  const intent = readIntent(raw);
  if (!intent || intent.field !== field.id || intent.code !== undefined) return undefined;
  const { which } = intent;
  const isFilled = one(raw, `${field.id}.${which}_code`) !== '';
  const isConverted = isFilled && one(raw, `${field.id}.bank_code`) === '9900';
  const found = isFilled ? [] : findPlaces(await loadBanks(), field, raw, which);
  return { kind: 'bank', which, found, isConverted };
}
