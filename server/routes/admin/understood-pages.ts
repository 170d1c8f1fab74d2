import { LEAST_SHOWN } from '../../domain/understanding/hide-small.ts';
import { LEAST_STARTS } from '../../domain/understanding/mend-candidates.ts';
import type { Understanding } from '../../domain/understanding/understanding.ts';
import { barChart } from '../../lib/bar-chart.ts';
import { countText, isFew, shareText, timeText } from './figure-texts.ts';
import type { Names } from './understood-names.ts';

/** Page after page: who came, who gave up, who erred, how long it took. */
export function pageTable(found: Understanding, names: Names) {
  const rows = found.pages.map((page) => ({
    name: names.page(page.page),
    reached: countText(page.reached, isFew(page.reached)),
    dropOff: page.reached < LEAST_SHOWN ? '–' : shareText(page.gaveUp, page.dropOff),
    atCounter: countText(page.atCounter, isFew(page.atCounter)),
    errors: page.passed < LEAST_SHOWN ? '–' : shareText(page.refused, page.refusedPerPass),
    time: page.passed < LEAST_SHOWN ? '–' : timeText(page.medianSeconds),
    left: countText(page.left, isFew(page.left)),
    isHigh: page.reached >= LEAST_STARTS && (page.dropOff ?? 0) >= 0.15,
  }));
  const bars = found.pages.map((page, at) => ({
    label: rows[at]?.name ?? '',
    value: page.reached < LEAST_SHOWN ? null : page.reached,
    text: rows[at]?.reached ?? '',
    ...(rows[at]?.isHigh && { tone: 'attention' as const }),
  }));
  return { rows, chart: barChart({ id: 'pages', title: 'ページごとの人数', bars }) };
}
