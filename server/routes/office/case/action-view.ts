import { findWithdrawalTerms } from '../../../domain/applications/withdraw-application.ts';
import { RETURN_REASONS } from '../../../domain/cases/case.ts';
import type { RawInput } from '../../../domain/fields/answers.ts';
import { officePaths } from '../../../http/office-paths.ts';
import type { PageModel } from '../../../http/page-context.ts';
import type { Words } from '../../../http/words.ts';
import { formatYen } from '../../../lib/yen.ts';
import type { Services } from '../../../services.ts';
import { procedureText } from '../../apply/procedure-text.ts';
import { caseDocuments } from '../../attachments/case-documents.ts';
import { documentLabel } from '../../attachments/document-texts.ts';
import type { InputError } from './action-errors.ts';
import type { CaseAction } from './case-actions.ts';
import { FEE_LINES, typedDays, typedLine } from './fee-input.ts';
import { documentKinds, identityWays } from './identity-words.ts';
import type { OpenCase } from './open-case.ts';
import { textIn } from './posted-values.ts';
import { mailOf, previewOf } from './preview-view.ts';
import { returnableGroups } from './returnable.ts';
import { suggestedFee } from './suggested-fee.ts';

interface Typed {
  readonly raw: RawInput;
  readonly errors: readonly InputError[];
  /** It was asked how the resident will read it, and nothing is wrong. */
  readonly preview: boolean;
}

interface TextField {
  readonly label: string;
  readonly hint: string;
  readonly required: boolean;
}

const REASONS_HINT =
  '行政手続法第8条により、理由を示します。根拠になる決まりと、事実のどこが当てはまらないかを書いてください。';

function textField({ name, form }: CaseAction): TextField | undefined {
  if (name === 'refuse') return { label: '認めない理由', hint: REASONS_HINT, required: true };
  if (name === 'withdraw') {
    const hint = '申し出の日と方法を書いてください。住民の状況のページにも出ます。';
    return { label: '申し出のあったこと', hint, required: true };
  }
  const hint = '住民の状況のページに、このまま日本語で出ます。メールには書かれません。';
  return form === 'text' || form === 'return'
    ? { label: '住民に伝えたいこと', hint, required: false }
    : undefined;
}

/** What happens to the mail, in words. */
export function mailWords(services: Services, found: OpenCase, action: CaseAction): string {
  if (action.notice === undefined) return '住民にメールは送りません。';
  if (mailOf(services, found, action) === undefined) {
    return 'メールアドレスがないので、住民には状況のページだけで知らせます。';
  }
  const { locale } = found.application;
  const subject = services.words('ja').plain(`mail:case_subject.${action.notice}`);
  const language = services.words(locale).plain('common:language_name');
  return `住民にメール「${subject}」${locale === 'ja' ? '' : `（${language}）`}を送ります。`;
}

async function formParts(
  services: Services,
  found: OpenCase,
  action: CaseAction,
  { words, raw }: { readonly words: Words; readonly raw: RawInput },
) {
  if (action.form === 'return') {
    const reasons = RETURN_REASONS.map((key) => ({
      key,
      text: words.t(`status:return_reason.${key}`),
    }));
    return { groups: await returnableGroups(services, found, words, raw), reasons };
  }
  if (action.form === 'fee') {
    const typed = raw['label_1'] === undefined ? suggestedFee(services, found) : raw;
    const lines = FEE_LINES.map((line) => ({ line, ...typedLine(typed, line) }));
    return { lines, days: typedDays(raw) };
  }
  if (action.form === 'identity') {
    return {
      ways: identityWays(textIn(raw, 'how')),
      kinds: documentKinds(textIn(raw, 'seen')),
    };
  }
  if (action.form === 'paper') {
    const documents = await caseDocuments(services, found, found.events);
    const waited = documents.filter(({ state }) => state !== 'given' && state !== 'received');
    const others = found.procedure.attachments.filter(
      (rule) => !waited.some((document) => document.rule.key === rule.key),
    );
    return {
      papers: [...waited.map(({ rule }) => rule), ...others].map(({ key }) => ({
        key,
        label: documentLabel(found.procedure, words, key),
        checked: textIn(raw, 'attachment') === key,
      })),
    };
  }
  return {};
}

/** Money that goes back when it is withdrawn. */
async function refundWords({ stores, clock }: Services, { application, procedure }: OpenCase) {
  const { paidYen, refundYen } = await findWithdrawalTerms(stores, clock, procedure, application);
  if (paidYen === 0) return [];
  return [
    `支払い済みの${formatYen(paidYen, 'ja')}のうち、${formatYen(refundYen, 'ja')}をお返しします。`,
  ];
}

/** What will happen, sentence by sentence. */
async function consequences(services: Services, found: OpenCase, action: CaseAction) {
  const isFinal = action.event === 'withdrawn';
  return [
    action.does,
    ...(isFinal ? await refundWords(services, found) : []),
    mailWords(services, found, action),
    isFinal ? '取り消しはできません。' : '1分以内なら取り消せます。',
  ];
}

/** The page of one step: what will happen, what to fill in, what the resident will read. */
export async function actionView(
  services: Services,
  found: OpenCase,
  action: CaseAction,
  { words, raw, errors, preview }: Typed & { readonly words: Words },
): Promise<PageModel> {
  const { application, procedure } = found;
  return {
    title: `${action.label} ${application.number}`,
    heading: action.label,
    hasErrors: errors.length > 0,
    styles: ['office-case.css'],
    scripts: ['once.js'],
    number: application.number,
    procedure: procedureText(procedure, words, 'title'),
    back: officePaths.case(application.id),
    action: officePaths.caseAction(application.id, action.name),
    consequences: await consequences(services, found, action),
    seq: found.lastSeq,
    tone: action.tone,
    button: action.label,
    form: action.form,
    needsPreview: action.form === 'return' || action.form === 'text' || action.form === 'fee',
    textField: textField(action),
    text: textIn(raw, 'text'),
    errors: errors.map(({ input, text }) => ({ href: `#${input}`, text })),
    errorOf: Object.fromEntries(errors.map(({ input, text }) => [input, text])),
    preview: preview ? previewOf(services, found, action, raw) : undefined,
    ...(await formParts(services, found, action, { words, raw })),
  };
}
