import { toCode } from '../../lib/japanese-text.ts';
import type { Field } from '../procedures/procedure.ts';
import type { AnswerValue, FieldError, RawInput } from './answers.ts';
import { type BankIndex, type BankPlace, isCalled, POST_BANK } from './bank-index.ts';
import { fromPassbook } from './post-bank.ts';
import { partProblem, textPart, typed } from './raw-input.ts';

export type Boxes = 'bank' | 'branch';

const code = (raw: RawInput, name: string) => toCode(typed(raw, name)).replace(/-/g, '');

/** What was looked for, and what fits; one that fits alone is filled in by `completeBank`. */
export function findPlaces(
  banks: BankIndex,
  { id }: Field,
  raw: RawInput,
  which: Boxes,
): readonly BankPlace[] {
  const query = typed(raw, `${id}.${which}_name`);
  return which === 'bank'
    ? banks.findBanks(query)
    : banks.findBranches(code(raw, `${id}.bank_code`), query);
}

function completed(banks: BankIndex, field: Field, raw: RawInput, which: Boxes): RawInput {
  const { id } = field;
  const [codeBox, nameBox] = [`${id}.${which}_code`, `${id}.${which}_name`];
  const written = code(raw, codeBox);
  const name = typed(raw, nameBox).trim();
  if (written !== '' && name !== '') return raw;
  const bankCode = code(raw, `${id}.bank_code`);
  const byCode = which === 'bank' ? banks.bank(written) : banks.branch(bankCode, written);
  if (written !== '') return byCode ? { ...raw, [nameBox]: byCode.name } : raw;
  const found = name === '' ? [] : findPlaces(banks, field, raw, which);
  const [only] = found.length === 1 ? found : found.filter((place) => place.name === name);
  return only ? { ...raw, [codeBox]: only.code, [nameBox]: only.name } : raw;
}

/**
 * Fills in what belongs together: the name of a code, the code of a name that only one place has,
 * and branch and account number of a passbook of ゆうちょ銀行. What can't be found stays as typed.
 */
export function completeBank(banks: BankIndex, field: Field, raw: RawInput): RawInput {
  const { id } = field;
  const withBank = completed(banks, field, raw, 'bank');
  const symbol = toCode(typed(raw, `${id}.symbol`)).replace(/-\d$/, '');
  const bankCode = code(withBank, `${id}.bank_code`);
  const isPost = bankCode === '' || bankCode === POST_BANK;
  const account = isPost && symbol !== '' && fromPassbook(symbol, code(raw, `${id}.number`));
  if (!account || 'part' in account) return completed(banks, field, withBank, 'branch');
  const boxes = Object.entries({
    bank_code: POST_BANK,
    bank_name: banks.bank(POST_BANK)?.name ?? '',
    ...account,
    symbol: '',
  });
  return {
    ...withBank,
    ...Object.fromEntries(boxes.map(([part, text]) => [`${id}.${part}`, text])),
  };
}

/**
 * Are there such a bank and such a branch, and do name and code speak of the same? Branches of
 * ゆうちょ銀行 follow from the passbook and need not be in the list.
 */
export function checkBank(
  banks: BankIndex,
  field: Field,
  value: AnswerValue,
): readonly FieldError[] {
  const part = (name: string) => textPart(value, name);
  if (part('use') !== 'account') return [];
  const bank = banks.bank(part('bank_code'));
  if (!bank) return [partProblem(field, 'bank_code', 'bank_unknown')];
  if (!isCalled(bank, part('bank_name'))) {
    return [partProblem(field, 'bank_name', 'bank_code_differs', { ...bank })];
  }
  if (bank.code === POST_BANK) return [];
  const branch = banks.branch(bank.code, part('branch_code'));
  if (!branch) return [partProblem(field, 'branch_code', 'branch_unknown', { bank: bank.name })];
  return isCalled(branch, part('branch_name'))
    ? []
    : [partProblem(field, 'branch_name', 'branch_code_differs', { ...branch })];
}
