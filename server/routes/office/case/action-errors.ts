import { IDENTITY_WAYS } from '../../../domain/cases/check-identity.ts';
import type { RawInput } from '../../../domain/fields/answers.ts';
import type { CaseAction } from './case-actions.ts';
import { FEE_LINES, feeDays, feeLines, typedLine } from './fee-input.ts';
import type { OpenCase } from './open-case.ts';
import { listIn, textIn } from './posted-values.ts';
import { returnedItems } from './returnable.ts';

export interface InputError {
  /** Id of the input. */
  readonly input: string;
  readonly text: string;
}

/** More than anybody reads on a telephone. */
export const MOST_TEXT = 2000;

const REASON: Readonly<Record<string, string>> = {
  refuse: '認めない理由を書いてください。例：申請の日に、見本市に住んでいなかったため。',
  withdraw:
    '取り下げの申し出があったことを書いてください。例：11月21日に、本人から電話で申し出がありました。',
};

function textErrors({ name }: CaseAction, raw: RawInput): InputError[] {
  const text = textIn(raw, 'text');
  const reason = REASON[name];
  if (reason && text === '') return [{ input: 'text', text: reason }];
  if (text.length <= MOST_TEXT) return [];
  return [
    {
      input: 'text',
      text: `文は${MOST_TEXT}文字までにしてください（今は${text.length}文字です）。`,
    },
  ];
}

function returnErrors(raw: RawInput): InputError[] {
  if (listIn(raw, 'item').length === 0) {
    return [{ input: 'items', text: '直してもらうところを、1つ以上選んでください。' }];
  }
  const asks = returnedItems(raw).some(({ reason }) => reason === 'ask');
  return asks && textIn(raw, 'text') === ''
    ? [
        {
          input: 'text',
          text: '「聞きたいことがある」を選んだときは、聞きたいことを書いてください。',
        },
      ]
    : [];
}

function feeErrors(raw: RawInput): InputError[] {
  const errors: InputError[] = [];
  for (const line of FEE_LINES) {
    const typed = typedLine(raw, line);
    const yen = feeLines(raw).find(({ item }) => item === `line_${line}`)?.yen ?? 0;
    if (typed.label === '' && typed.yen !== '') {
      errors.push({
        input: `label_${line}`,
        text: `${line}行目：何の手数料かを書いてください。例：写しの交付`,
      });
    }
    if (Number.isNaN(yen) || (typed.label !== '' && typed.yen === '')) {
      errors.push({
        input: `yen_${line}`,
        text: `${line}行目：金額を数字で書いてください。例：600`,
      });
    }
  }
  const yen = feeLines(raw).reduce((sum, line) => sum + line.yen, 0);
  if (errors.length === 0 && yen <= 0) {
    errors.push({ input: 'yen_1', text: '1円以上の金額を書いてください。例：600' });
  }
  const days = feeDays(raw);
  if (!(days >= 1 && days <= 365)) {
    errors.push({
      input: 'days',
      text: '支払いの期限は、1から365までの日数で書いてください。例：14',
    });
  }
  return errors;
}

function paperErrors(raw: RawInput, { procedure }: OpenCase): InputError[] {
  const key = textIn(raw, 'attachment');
  const isKnown = procedure.attachments.some((one) => one.key === key);
  return isKnown ? [] : [{ input: 'attachment', text: '届いた書類を選んでください。' }];
}

function identityErrors(raw: RawInput): InputError[] {
  const how = textIn(raw, 'how');
  const isKnown = IDENTITY_WAYS.some((way) => way === how);
  return isKnown ? [] : [{ input: 'how', text: '本人確認の方法を選んでください。' }];
}

/** What is missing or wrong in a form; empty = it can be sent. */
export function actionErrors(
  action: CaseAction,
  found: OpenCase,
  raw: RawInput,
): readonly InputError[] {
  switch (action.form) {
    case 'none':
      return [];
    case 'return':
      return [...returnErrors(raw), ...textErrors(action, raw)];
    case 'fee':
      return feeErrors(raw);
    case 'paper':
      return paperErrors(raw, found);
    case 'identity':
      return identityErrors(raw);
    case 'text':
      return textErrors(action, raw);
  }
}
