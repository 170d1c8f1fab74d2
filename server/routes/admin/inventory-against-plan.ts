import { openOnline } from '../../domain/indicators/compute-indicators.ts';
import { declaredFrom } from '../../domain/indicators/declaration.ts';
import {
  type CountedOtherwise,
  countedOtherwise,
} from '../../domain/inventory/counted-otherwise.ts';
import type { InventoryEntry } from '../../domain/inventory/inventory-procedure.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { number } from './figure-texts.ts';

/** More names than anybody reads. */
const MOST = 6;

const sumOf = (all: readonly CountedOtherwise[]) =>
  all.reduce((sum, { counted }) => sum + counted, 0);

/** 「水道の使用開始・中止の届出」（棚卸し2行・計画1件）、棚卸しにない「犬の登録の申請」（計画1件） */
function reasonsOf({ library, words }: Services, all: readonly CountedOtherwise[]): string {
  const ja = words('ja');
  const title = (id: string) => {
    const procedure = library.procedures.get(id);
    return `「${(procedure && procedurePlain(procedure, ja, 'title')) || id}」`;
  };
  const names = (some: readonly CountedOtherwise[]) =>
    some.flatMap(({ forms }) => forms).map(title);
  const missing = all.filter(({ entries }) => entries === 0);
  const shown = names(missing).slice(0, MOST);
  const more = names(missing).length > MOST ? 'など' : '';
  return [
    ...all
      .filter(({ entries }) => entries > 0)
      .map(
        (one) =>
          `${names([one]).join('')}（棚卸し${number(one.entries)}行・計画${number(one.counted)}件）`,
      ),
    ...(missing.length > 0
      ? [`棚卸しにない${shown.join('')}${more}（計画${number(sumOf(missing))}件）`]
      : []),
  ].join('、');
}

/**
 * What the plan's indicator says of the same, and why it is another number: one sentence beside
 * 「ここでオンライン」. '' where the town has no such indicator.
 */
export function againstPlan(services: Services, entries: readonly InventoryEntry[]): string {
  const declared = declaredFrom(services.indicators, 'online_procedures');
  if (declared === undefined) return '';
  const today = todayInTokyo(services.clock.now());
  const forms = openOnline([...services.library.procedures.values()], today);
  const counted = new Set(forms.flatMap(({ countsAs }) => countsAs)).size;
  const name = declared.name['ja'] ?? declared.id;
  const apart = countedOtherwise(entries, forms);
  if (apart.length === 0) return `計画の「${name}」も${number(counted)}件です。`;
  return `計画の「${name}」は${number(counted)}件です。棚卸しは行を、計画は手続きの「数えるときの手続き」を数えるので、ちがいます：${reasonsOf(services, apart)}。`;
}
