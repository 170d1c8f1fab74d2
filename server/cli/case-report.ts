import type { Application, ApplicationEvent } from '../domain/applications/application.ts';
import { canMove } from '../domain/applications/status-table.ts';
import type { Attachment } from '../domain/attachments/attachment.ts';
import type { CaseNote } from '../domain/cases/case.ts';
import { asksIdentity, lacksIdentity } from '../domain/cases/check-identity.ts';
import { lastReturn } from '../domain/cases/correction.ts';
import { type OpenTask, openTasks } from '../domain/cases/open-tasks.ts';
import { exemptionStanding } from '../domain/fees/exemption.ts';
import type { Charge } from '../domain/payments/payment.ts';
import type { Procedure } from '../domain/procedures/procedure.ts';
import type { Words } from '../http/words.ts';
import { plainText } from '../lib/html.ts';
import { formatJstMoment } from '../lib/japanese-calendar.ts';
import { formatYen } from '../lib/yen.ts';

interface ReportArgs {
  readonly application: Application;
  readonly procedure: Procedure;
  readonly events: readonly ApplicationEvent[];
  readonly files: readonly Attachment[];
  readonly notes: ReadonlyMap<number, CaseNote>;
  readonly charge: Charge | undefined;
  readonly words: Words;
}

const moment = (at: Date) => plainText(formatJstMoment(at, 'ja'));

function attachmentLabel({ procedure }: ReportArgs, key: string): string {
  return plainText(procedure.text('ja', `attachments.${key}.label`) ?? key);
}

function taskText(args: ReportArgs, task: OpenTask): string {
  const { words, procedure } = args;
  if (task.task === 'phase') {
    const title = plainText(procedure.text('ja', `phases.${task.phase}.title`) ?? task.phase);
    return task.until === null ? title : `${title}（${task.until}まで）`;
  }
  const label = 'attachment' in task ? attachmentLabel(args, task.attachment) : '';
  return words.plain(`status:task.${task.task}`, { label });
}

function eventText({ words, notes }: ReportArgs, event: ApplicationEvent): string {
  const yen = event.detail['yen'];
  const said = words.plain(`status:event.${event.type}`, {
    yen: typeof yen === 'number' ? plainText(formatYen(yen, 'ja')) : '',
  });
  const text = notes.get(event.seq)?.text;
  return `${moment(event.at)}  ${said}（${event.actor}）${text === undefined ? '' : ` 「${text}」`}`;
}

function situation({ application, words }: ReportArgs): string {
  const { status } = application;
  return words.plain(`status:situation.${status === 'awaiting_payment' ? 'payment_due' : status}`);
}

const list = (lines: readonly string[], none: string) =>
  lines.length > 0 ? lines.map((line) => `  ・${line}`) : [`  ${none}`];

/** Steps of the command that the table and the definition allow now. */
function possibleSteps({ application, procedure, events }: ReportArgs): string[] {
  const { review, fee, attachments } = procedure;
  // Where decisions go round (決裁), nobody takes them alone.
  const isAlone = review.route === undefined;
  const standing = exemptionStanding(procedure, application, events);
  const isExemptionOpen = standing === 'claimed' || standing === 'refused';
  const offered: readonly (readonly [string, ApplicationEvent['type'], boolean])[] = [
    ['take-up', 'taken_up', true],
    ['identity', 'identity_checked', lacksIdentity(procedure, events)],
    ['return', 'returned', true],
    ['approve', 'approved', isAlone && review.approval],
    ['grant', 'granted', isAlone && review.outcomes.includes('granted')],
    ['refuse', 'refused', isAlone && review.outcomes.includes('refused')],
    ['complete', 'completed', isAlone && review.outcomes.includes('completed')],
    ['fix-fee', 'fee_fixed', fee.when === 'after_review' || isExemptionOpen],
    ['accept-exemption', 'exemption_accepted', isExemptionOpen],
    ['brought', 'brought', true],
    ['paper', 'paper_received', attachments.length > 0],
  ];
  return offered
    .filter(([, event, isOffered]) => isOffered && canMove(application.status, event))
    .map(([step]) => step);
}

/** What the case is, what it waits for and what has been done, in plain Japanese; no answers. */
export function caseReport(args: ReportArgs): string {
  const { application, procedure, events, files, notes, charge, words } = args;
  const { returned = [] } = application.status === 'returned' ? lastReturn(events, notes) : {};
  return [
    `${plainText(procedure.text('ja', 'title') ?? procedure.id)}（${procedure.id}）`,
    `受付番号  ${application.number}`,
    `状況      ${situation(args)}（${application.status}）`,
    ...(charge
      ? [
          `手数料    ${plainText(formatYen(charge.yen, 'ja'))}（${words.plain(`status:charge.${charge.state}`)}）`,
        ]
      : []),
    ...(asksIdentity(procedure)
      ? [`本人確認  ${lacksIdentity(procedure, events) ? 'まだしていません' : 'しました'}`]
      : []),
    '',
    '住民がすること',
    ...list(
      openTasks(procedure, application, events, files).map((task) => taskText(args, task)),
      'ありません',
    ),
    ...returned.map(
      ({ about, row, reason }) =>
        `    ${about}${row === undefined ? '' : `:${row + 1}`}  ${words.plain(`status:return_reason.${reason}`)}`,
    ),
    '',
    'これまで',
    ...list(
      events.map((event) => eventText(args, event)),
      'ありません',
    ),
    '',
    '職員ができること',
    `  ${possibleSteps(args).join('、') || 'ありません'}`,
  ].join('\n');
}
