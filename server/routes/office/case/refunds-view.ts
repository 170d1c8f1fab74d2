import type { FastifyRequest } from 'fastify';
import { refundableYen } from '../../../domain/refunds/refund-sums.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatYen } from '../../../lib/yen.ts';
import type { Services } from '../../../services.ts';
import { reasonWord, stateTone, stateWord } from '../finance/refunds-words.ts';
import type { OpenCase } from './open-case.ts';

interface CaseRefunds {
  readonly rows: readonly {
    readonly href: string;
    readonly yen: string;
    readonly reason: string;
    readonly state: string;
    readonly tone: string;
  }[];
  /** Forms that ask for one, for what could still be given back. */
  readonly ask: readonly { readonly href: string; readonly text: string }[];
}

/** What is being given back of a case; undefined for who may not see it, or where there is nothing. */
export async function refundsOfCase(
  { stores }: Services,
  { application, procedure }: OpenCase,
  request: FastifyRequest,
): Promise<CaseRefunds | undefined> {
  if (!request.staffMay('charges.read', procedure.section)) return undefined;
  const refunds = await stores.refunds.ofApplication(application.id);
  const rows = refunds.map(({ id, yen, reason, state }) => ({
    href: financePaths.refund(id),
    yen: formatYen(yen, 'ja'),
    reason: reasonWord(reason),
    state: stateWord(state),
    tone: stateTone(state),
  }));
  const charges = request.staffMay('refunds.ask', procedure.section)
    ? await stores.charges.listByApplication(application.id)
    : [];
  const ask = [];
  for (const { id, state } of charges) {
    if (state !== 'paid' && state !== 'refund_due' && state !== 'refunded') continue;
    const left = refundableYen(await stores.refunds.snapshot(id));
    if (left > 0) {
      ask.push({ href: financePaths.refundNew(id), text: `${formatYen(left, 'ja')}まで返せます` });
    }
  }
  return rows.length + ask.length === 0 ? undefined : { rows, ask };
}
