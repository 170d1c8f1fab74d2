import { formatJstDate } from '../../lib/japanese-calendar.ts';
import { addDays } from '../../lib/jst-date.ts';
import type { Definition } from '../procedures/definition-schema.ts';
import { windowOn } from '../procedures/open-window.ts';
import { type Amount, amountOn } from '../procedures/town.ts';
import type { GateFinding } from './gate-finding.ts';
import type { GateSubject } from './gate-subject.ts';
import { findingAt, withoutRuby } from './new-finding.ts';

/** A change of an amount that is nearer is said, so that the texts are made ready. */
const SOON_DAYS = 90;

type Fee = NonNullable<Definition['fee']>;

const AMOUNT = /amounts\.([a-z0-9_]+)/g;

/** What is owed, from when on, and the days that a procedure goes by. */
export function feeFindings(subject: GateSubject): readonly GateFinding[] {
  const { written } = subject.compilation;
  if (!written) return [];
  const { definition } = written;
  const fee = definition.fee && definition.fee.when !== 'none' ? definition.fee : undefined;
  const text = withoutRuby(written.byLocale.get('ja')?.get('start.fee') ?? '');
  return [
    ...(fee ? [...lineFindings(subject, fee), ...textFindings(subject, fee, text)] : []),
    ...(fee ? exemptionFindings(subject, definition, fee) : freeFindings(subject, text)),
    ...windowFindings(subject, definition),
    ...reminderFindings(subject, definition),
  ];
}

function lineFindings(subject: GateSubject, fee: Fee): readonly GateFinding[] {
  const lines = fee.lines ?? [];
  if (lines.length === 0 && fee.when !== 'after_review') {
    const message = '手数料があることになっていますが、何にいくらかかるかが、ひとつもありません。';
    const mend = '手数料の行を足すか、「手数料なし」にしてください。';
    return [findingAt(subject, 'warning', 'fees.no_lines', ['fee'], [message, mend])];
  }
  return lines.flatMap((line, index) => {
    const source = String(line.yen ?? '');
    // 0 is no price that could rise.
    if (!/^[1-9]\d*$/.test(source)) return [];
    const message = `手数料「${line.label}」の ${Number(source).toLocaleString('ja-JP')}円に、いつからの金額かがありません。`;
    const mend =
      '「町の設定」の金額に、始まる日と一緒に入れて、ここではその名前を選んでください。値上げの日に、この手続きを作り直さずにすみます。';
    const path = ['fee', 'lines', index, 'yen'];
    return [findingAt(subject, 'warning', 'fees.no_date', path, [message, mend])];
  });
}

/** Amounts that the fee is reckoned with. */
function amountsOf({ town }: GateSubject, fee: Fee): readonly Amount[] {
  const names = (fee.lines ?? []).flatMap(({ yen }) =>
    [...String(yen ?? '').matchAll(AMOUNT)].map(([, name = '']) => name),
  );
  return town.amounts.filter(({ name }) => names.includes(name));
}

function yenIn(text: string): readonly number[] {
  return [...text.matchAll(/([\d,]+)\s*円/g)].map(([, digits = '']) =>
    Number(digits.replaceAll(',', '')),
  );
}

function textFindings(subject: GateSubject, fee: Fee, text: string): readonly GateFinding[] {
  if (text === '') {
    const message = '手数料がかかるのに、案内のページでは「無料」と出ます。';
    const mend = '案内の「手数料」に、いくらかかるかを書いてください。例：1通 300円';
    return [findingAt(subject, 'error', 'fees.said_free', ['start', 'fee'], [message, mend])];
  }
  const { today } = subject;
  const said = yenIn(text);
  return amountsOf(subject, fee).flatMap((amount) => {
    const now = amountOn(amount, today);
    const next = amount.values
      .filter(({ from }) => from > today && from <= addDays(today, SOON_DAYS))
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))[0];
    const before = amount.values.filter(({ value }) => value !== now && said.includes(value));
    const path = ['start', 'fee'];
    if (next && now !== undefined && said.includes(now) && !said.includes(next.value)) {
      const message = `手数料は ${formatJstDate(next.from, 'ja')}から ${next.value.toLocaleString('ja-JP')}円に変わりますが、案内には ${now.toLocaleString('ja-JP')}円とあります。`;
      const mend = 'その日に公開する版を用意して、案内の金額を直してください。';
      return [findingAt(subject, 'warning', 'fees.ends_soon', path, [message, mend])];
    }
    const old = before.find(({ from }) => from <= today);
    if (now === undefined || old === undefined || said.includes(now)) return [];
    const message = `案内の手数料 ${old.value.toLocaleString('ja-JP')}円は、前の金額です。今は ${now.toLocaleString('ja-JP')}円です。`;
    const mend = '案内の「手数料」の金額を直してください。ほかの言葉の訳も確かめてください。';
    return [findingAt(subject, 'warning', 'fees.old_text', path, [message, mend])];
  });
}

function exemptionFindings(
  subject: GateSubject,
  { attachments = {} }: Definition,
  fee: Fee,
): readonly GateFinding[] {
  const paidFirst = fee.when === 'with_application' || fee.when === 'monthly_bill';
  if (fee.exempt_when === undefined || !paidFirst || fee.exempt_proof !== undefined) return [];
  const message = '手数料の免除を、証明する書類なしで認めることになっています。';
  const mend =
    Object.keys(attachments).length > 0
      ? '「払わなくてよい人」で、それを確かめる書類を選んでください。職員が書類を認めるまで、免除になりません。'
      : '書類（例：生活保護受給証明書）を足して、「払わなくてよい人」で、それを確かめる書類に選んでください。';
  return [
    findingAt(
      subject,
      'warning',
      'fees.exempt_without_proof',
      ['fee', 'exempt_when'],
      [message, mend],
    ),
  ];
}

function freeFindings(subject: GateSubject, text: string): readonly GateFinding[] {
  const says = yenIn(text).some((yen) => yen > 0) && !text.includes('無料');
  if (!says || subject.compilation.written?.definition.submission === 'prepare_only') return [];
  const message = `案内には「${text}」とありますが、手数料の設定がありません。住民は、お金を払わずに終わります。`;
  const mend =
    '手数料を設定するか、案内の「手数料」を、いつどこで払うかがわかる文に直してください。';
  return [findingAt(subject, 'warning', 'fees.text_only', ['start', 'fee'], [message, mend])];
}

function windowFindings(subject: GateSubject, { window }: Definition): readonly GateFinding[] {
  if (!window || windowOn(window, subject.today).closed !== 'after') return [];
  const message = `受付期間は ${formatJstDate(window.to ?? '', 'ja')}に終わっています。公開しても、だれも申請できません。`;
  const mend = '次の受付期間の日付にするか、毎年の期間にしてください。';
  return [findingAt(subject, 'warning', 'fees.window_over', ['window', 'to'], [message, mend])];
}

/** A reminder about a day that nobody is asked for is never sent. */
function reminderFindings(subject: GateSubject, { notices }: Definition): readonly GateFinding[] {
  const { procedure } = subject.compilation;
  const uses = procedure?.reminder?.of.uses;
  if (!notices?.reminder || !uses || uses.size > 0) return [];
  const message =
    '前もって送るお知らせの日が、住民の答えや予約から決まりません。送られないことがあります。';
  const mend = 'お知らせの「いつの」に、日付の質問か予約を選んでください。例：来る日';
  const path = ['notices', 'reminder', 'of'];
  return [findingAt(subject, 'warning', 'fees.reminder_without_day', path, [message, mend])];
}
