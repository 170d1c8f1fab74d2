import type { Services } from '../../../services.ts';
import { ledgerWord, methodWord } from './charge-words.ts';
import type { OpenCharge } from './open-charge.ts';
import { yenOf } from './till-entries-view.ts';

/** What the books have of it. */
export async function ledgerView({ stores, revenue }: Services, { charge }: OpenCharge) {
  const entries = await stores.chargeStory.entries(charge.id);
  const sum = entries.reduce((total, { yen }) => total + yen, 0);
  return {
    rows: entries.map((entry) => ({
      seq: entry.seq,
      day: entry.bookedOn,
      kind: ledgerWord(entry.kind),
      item: revenue.items.get(entry.revenueItem)?.name['ja'] ?? entry.revenueItem,
      year: `${entry.fiscalYear}年度${entry.segment === 'arrears' ? '（滞納繰越）' : ''}`,
      method: methodWord(entry.method),
      yen: yenOf(entry.yen),
      tax: entry.taxYen === 0 ? '' : yenOf(entry.taxYen),
    })),
    sum: yenOf(sum),
  };
}
