import type { FastifyInstance, FastifyReply } from 'fastify';
import { fetchPayouts, latePayouts } from '../../../domain/books/fetch-payouts.ts';
import type { PayoutRow } from '../../../domain/books/payout-store.ts';
import { financePaths } from '../../../http/finance-paths.ts';
import { formatJstDate } from '../../../lib/japanese-calendar.ts';
import { todayInTokyo } from '../../../lib/jst-date.ts';
import type { Services } from '../../../services.ts';
import { providerWord, yenText } from './books-words.ts';
import { payoutFindingWord } from './finding-words.ts';

const config = { staff: 'books.read' } as const;
const fetching = { staff: 'books.close' } as const;
const STYLES = ['office-records.css', 'office-books.css'];
const MOST = 200;

const STATES: Readonly<Record<PayoutRow['state'], string>> = {
  pending: 'これから入金',
  in_transit: '入金の途中',
  paid: '入金済み',
  failed: '入金できなかった',
  cancelled: '取りやめ',
};

const KINDS: Readonly<Record<string, string>> = {
  payment: '支払い',
  refund: '返金',
  refund_failure: '返金の失敗',
  dispute: '異議（カード会社）',
  dispute_reversal: '異議の取り消し',
  fee: '会社の手数料',
  other: 'そのほか',
};

const deskOf = ({ stores, providers, clock }: Services) => ({
  payouts: stores.payouts,
  providers,
  clock,
});

function payoutView(payout: PayoutRow) {
  return {
    href: financePaths.payout(payout.id),
    id: payout.id,
    provider: providerWord(payout.provider),
    arrivesOn: formatJstDate(payout.arrivesOn, 'ja'),
    state: STATES[payout.state],
    gross: yenText(payout.grossYen),
    fee: yenText(payout.feeYen),
    net: yenText(payout.netYen),
    lines: payout.lineCount,
    differences: payout.differences,
    isOff: payout.linesNetYen !== payout.netYen,
    linesNet: yenText(payout.linesNetYen),
  };
}

async function showPayouts(services: Services, reply: FastifyReply, mayFetch: boolean) {
  const late = await latePayouts(deskOf(services));
  return reply.officePage('office/finance/payouts', {
    title: '入金の照合',
    styles: STYLES,
    mayFetch,
    fetch: financePaths.payoutsFetch(),
    companies: late.map(({ provider, days, late: all }) => ({
      name: providerWord(provider),
      days,
      count: all.length,
      late: all.slice(0, MOST).map((one) => ({
        day: formatJstDate(one.bookedOn, 'ja'),
        yen: yenText(one.yen),
        href: financePaths.charge(one.chargeId),
      })),
    })),
    payouts: (await services.stores.payouts.list(MOST)).map(payoutView),
  });
}

async function showPayout(services: Services, id: string, reply: FastifyReply) {
  const found = await services.stores.payouts.find(id);
  if (found === undefined) return reply.callNotFound();
  return reply.officePage('office/finance/payout', {
    title: `入金　${formatJstDate(found.arrivesOn, 'ja')}`,
    styles: STYLES,
    payout: payoutView(found),
    lines: found.lines.map((line) => ({
      day: todayInTokyo(line.at),
      kind: KINDS[line.kind] ?? line.kind,
      gross: yenText(line.grossYen),
      fee: yenText(line.feeYen),
      net: yenText(line.netYen),
      finding: line.finding === null ? '' : payoutFindingWord(line.finding),
      name: line.id,
      charge: line.chargeId === null ? undefined : financePaths.charge(line.chargeId),
    })),
  });
}

/** 入金: what payment companies paid to the town, compared with what was taken. */
export async function payoutRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(financePaths.payouts(), { config }, (request, reply) =>
    showPayouts(services, reply, request.staffMay('books.close')),
  );
  app.post(financePaths.payoutsFetch(), { config: fetching }, async (request, reply) => {
    await fetchPayouts(deskOf(services), (error, provider) =>
      request.log.error({ err: error, provider }, 'payouts could not be fetched'),
    );
    return reply.redirect(financePaths.payouts(), 303);
  });
  app.get<{ Params: { id: string } }>('/office/finance/payouts/:id', { config }, (request, reply) =>
    showPayout(services, request.params.id, reply),
  );
}
