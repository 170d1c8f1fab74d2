import type { Application } from '../../domain/applications/application.ts';
import type { WithdrawalTerms } from '../../domain/applications/withdrawal-terms.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Paths } from '../../http/paths.ts';
import type { Words } from '../../http/words.ts';
import { contactView } from '../apply/contact-view.ts';
import { yenText } from '../apply/format-text.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';

export interface WithdrawArgs {
  readonly procedure: Procedure;
  readonly words: Words;
  readonly application: Application;
  readonly withdrawal: WithdrawalTerms;
  readonly csrf: string;
  readonly paths: Paths;
  readonly contact?: PageModel['contact'];
}

function refundText({ withdrawal, words }: WithdrawArgs) {
  if (withdrawal.paidYen === 0) return undefined;
  return withdrawal.refundYen > 0
    ? words.t('status:withdraw_refund', { yen: yenText(words, withdrawal.refundYen) })
    : words.t('status:withdraw_no_refund');
}

/** Asks once more before an application is taken back. View: `status/withdraw`. */
export function withdrawView(args: WithdrawArgs): PageModel {
  const { procedure, words, application, paths, csrf } = args;
  const back = paths.statusApplication(words.locale, application.id);
  return {
    title: `${words.plain('status:withdraw_title')} - ${procedurePlain(procedure, words, 'title')}`,
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: args.contact ?? contactView(procedure, words),
    backLink: { href: back },
    caption: procedureText(procedure, words, 'title'),
    number: application.number,
    isBooked: procedure.booking !== undefined && application.status !== 'waitlisted',
    refund: refundText(args),
    action: paths.statusWithdraw(words.locale, application.id),
    cancelHref: back,
    csrf,
  };
}
