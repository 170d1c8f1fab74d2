import type { FastifyRequest } from 'fastify';
import { shownNumber } from '../../../domain/bills/bill-number.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { officePaths } from '../../../http/office-paths.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';
import { kindWord } from './charge-words.ts';
import type { OpenCharge } from './open-charge.ts';
import { yenOf } from './till-entries-view.ts';

/** What is owed and for what, without anybody's name. */
export function aboutView(
  { charge, application, procedure, bill, isKept }: OpenCharge,
  request: FastifyRequest,
) {
  const { words } = request;
  const mayRead = procedure !== undefined && request.staffMay('cases.read', procedure.section);
  return {
    kind: kindWord(charge.kind),
    title: bill
      ? charge.lines.map(({ label }) => label).join('、')
      : procedure
        ? procedurePlain(procedure, words, 'title')
        : (application?.procedureId ?? ''),
    numberLabel: bill ? '納付番号' : '受付番号',
    number: bill ? shownNumber(bill.number) : (application?.number ?? ''),
    href: bill
      ? financePaths.bill(bill.id)
      : application && mayRead && !isKept
        ? officePaths.case(application.id)
        : undefined,
    lines: charge.lines.map(({ label, yen }) => ({ label, yen: yenOf(yen) })),
  };
}
