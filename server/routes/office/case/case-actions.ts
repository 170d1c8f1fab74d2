import type { ApplicationEvent } from '../../../domain/applications/application.ts';
import { canMove } from '../../../domain/applications/status-table.ts';
import { lacksIdentity } from '../../../domain/cases/check-identity.ts';
import { offersDecision } from '../../../domain/cases/decide-application.ts';
import { lacksApproval, mayApprove } from '../../../domain/cases/four-eyes.ts';
import { exemptionStanding } from '../../../domain/fees/exemption.ts';
import type { NoticeEvent } from '../../../domain/notifications/case-notice.ts';
import type { Permission } from '../../../domain/staff/roles.ts';
import { IDENTITY_MISSING } from './identity-words.ts';
import type { OpenCase } from './open-case.ts';

/** One step that staff may take, as the screen offers it. */
export interface CaseAction {
  /** Its place in the address. */
  readonly name: string;
  readonly label: string;
  readonly permission: Permission;
  readonly event: ApplicationEvent['type'];
  /** What will happen, in words. */
  readonly does: string;
  /** The mail that the resident gets. */
  readonly notice?: NoticeEvent;
  /** What is filled in before; `none`: one press of the button. */
  readonly form: 'none' | 'return' | 'text' | 'fee' | 'paper' | 'identity';
  readonly tone: 'main' | 'second' | 'danger';
  /** Does the definition have it, and is it still to come? */
  offered(found: OpenCase): boolean;
  /** Why this person can't do it now, although the case could. */
  hindrance?(found: OpenCase): string | undefined;
}

export const EXEMPTION_OPEN =
  '先に、免除の書類を見て「免除を認める」か「手数料を決める」を選んでください。';

const always = () => true;
/** Where decisions go round (決裁), nobody takes them alone. */
const isAlone = ({ procedure }: OpenCase) => procedure.review.route === undefined;
const decides = (decision: 'granted' | 'refused' | 'completed') => (found: OpenCase) =>
  isAlone(found) && offersDecision(found.procedure, decision);

/** Use from month to month is completed when it ends, and its bills with it; not before it was granted. */
const mayEnd = ({ procedure, application }: OpenCase) =>
  procedure.fee.months === undefined || application.status === 'granted';

/** Nothing is given before it is approved, where that is asked for, and before it is known who asks. */
function beforeGiving({ procedure, application, events }: OpenCase): string | undefined {
  if (lacksApproval(procedure, events)) return '先に、課長の承認が要ります。';
  if (lacksIdentity(procedure, events)) return IDENTITY_MISSING;
  return exemptionStanding(procedure, application, events) === 'claimed'
    ? EXEMPTION_OPEN
    : undefined;
}

/** Claimed with a document, and not settled for good. */
function isExemptionOpen({ procedure, application, events }: OpenCase): boolean {
  const standing = exemptionStanding(procedure, application, events);
  return standing === 'claimed' || standing === 'refused';
}

export const CASE_ACTIONS: readonly CaseAction[] = [
  {
    name: 'take-up',
    label: '内容の確認を始める',
    permission: 'cases.work',
    event: 'taken_up',
    does: '状況が「確認中」になります。担当者がいなければ、あなたが担当者になります。',
    form: 'none',
    tone: 'main',
    offered: always,
  },
  {
    name: 'brought',
    label: '印刷した申請書が届いた',
    permission: 'cases.work',
    event: 'brought',
    does: '今日を申請の日として受け付けます。',
    notice: 'received',
    form: 'none',
    tone: 'main',
    offered: always,
  },
  {
    name: 'identity',
    label: '本人確認を記録する',
    permission: 'cases.identify',
    event: 'identity_checked',
    does: '本人確認をしたことと、その方法が残ります。',
    form: 'identity',
    tone: 'second',
    offered: ({ procedure, events }) => lacksIdentity(procedure, events),
  },
  {
    name: 'approve',
    label: '承認する',
    permission: 'cases.approve',
    event: 'approved',
    does: '承認します。住民は次の届出を出せるようになります。',
    notice: 'approved',
    form: 'text',
    tone: 'main',
    offered: (found) =>
      isAlone(found) &&
      offersDecision(found.procedure, 'approved') &&
      lacksApproval(found.procedure, found.events),
    hindrance: ({ events, by }) =>
      mayApprove(events, by)
        ? undefined
        : 'あなたが確認を始めた申請です。承認は、ほかの課長がします。',
  },
  {
    name: 'fix-fee',
    label: '手数料を決める',
    permission: 'fees.fix',
    event: 'fee_fixed',
    does: '金額を決めて、住民に支払いをお願いします。支払いが終わるまで、処理の日数は数えません。',
    notice: 'fee_fixed',
    form: 'fee',
    tone: 'main',
    offered: (found) => found.procedure.fee.when === 'after_review' || isExemptionOpen(found),
  },
  {
    name: 'accept-exemption',
    label: '免除を認める',
    permission: 'fees.fix',
    event: 'exemption_accepted',
    does: '書類を見て、料金がかからないことを決めます。認めないときは「手数料を決める」を使います。',
    notice: 'exemption_accepted',
    form: 'none',
    tone: 'main',
    offered: isExemptionOpen,
  },
  {
    name: 'grant',
    label: '認める',
    permission: 'cases.decide',
    event: 'granted',
    does: '申請を認めます。',
    notice: 'granted',
    form: 'text',
    tone: 'main',
    offered: decides('granted'),
    hindrance: beforeGiving,
  },
  {
    name: 'complete',
    label: '完了にする',
    permission: 'cases.decide',
    event: 'completed',
    does: '手続きを終えます。',
    notice: 'completed',
    form: 'text',
    tone: 'main',
    offered: (found) => decides('completed')(found) && mayEnd(found),
    hindrance: beforeGiving,
  },
  {
    name: 'return',
    label: '差し戻す',
    permission: 'cases.work',
    event: 'returned',
    does: '選んだところだけを、住民に直してもらいます。待っている間、処理の日数は数えません。',
    notice: 'returned',
    form: 'return',
    tone: 'second',
    offered: ({ procedure }) => !procedure.sealed,
  },
  {
    name: 'paper',
    label: '紙で届いた書類を記録する',
    permission: 'cases.work',
    event: 'paper_received',
    does: '書類が「届いている」になります。',
    form: 'paper',
    tone: 'second',
    offered: ({ procedure }) => procedure.attachments.length > 0 && !procedure.sealed,
  },
  {
    name: 'refuse',
    label: '認めない',
    permission: 'cases.decide',
    event: 'refused',
    does: '申請を認めません。理由と、不服があるときの教示が住民に示されます。',
    notice: 'refused',
    form: 'text',
    tone: 'danger',
    offered: decides('refused'),
  },
  {
    name: 'withdraw',
    label: '取り下げを記録する',
    permission: 'cases.work',
    event: 'withdrawn',
    does: '住民から申し出があったときに使います。予約があるときは、予約も取り消されます。',
    notice: 'withdrawn',
    form: 'text',
    tone: 'danger',
    offered: always,
  },
];

/** Does the status table have it now, and the definition too? */
export function isPossible(action: CaseAction, found: OpenCase): boolean {
  return canMove(found.application.status, action.event) && action.offered(found);
}
