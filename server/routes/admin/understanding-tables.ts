import { hiddenCells, LEAST_SHOWN } from '../../domain/understanding/hide-small.ts';
import { LEAST_STARTS } from '../../domain/understanding/mend-candidates.ts';
import type {
  GroupUnderstanding,
  Understanding,
} from '../../domain/understanding/understanding.ts';
import { barChart } from '../../lib/bar-chart.ts';
import { countText, percent, timeText } from './figure-texts.ts';
import type { Names } from './understood-names.ts';

/** Languages, machines or sources: who began, who sent. */
export function groupTable(
  id: string,
  title: string,
  groups: readonly GroupUnderstanding[],
  nameOf: (key: string) => string,
) {
  const startedHidden = hiddenCells(groups.map(({ started }) => started));
  const sentHidden = hiddenCells(groups.map(({ sent }) => sent));
  const rows = groups.map((group, at) => {
    const isHidden = startedHidden[at] === true || sentHidden[at] === true;
    return {
      name: nameOf(group.key),
      started: countText(group.started, startedHidden[at] === true),
      sent: countText(group.sent, sentHidden[at] === true),
      rate: isHidden || group.started === 0 ? '–' : percent(group.sent / group.started),
      value: startedHidden[at] === true ? null : group.started,
    };
  });
  const bars = rows.map(({ name, started, value }) => ({ label: name, value, text: started }));
  // Where somebody came from is not carried through the form.
  const hasSent = id !== 'sources';
  return {
    id,
    title,
    rows,
    hasSent,
    chart: rows.length > 1 ? barChart({ id, title, bars }) : undefined,
  };
}

/** Page after page: who came, who gave up, who erred, how long it took. */
export function pageTable(found: Understanding, names: Names) {
  const rows = found.pages.map((page) => ({
    name: names.page(page.page),
    reached: countText(page.reached, page.reached > 0 && page.reached < LEAST_SHOWN),
    dropOff: page.reached < LEAST_SHOWN ? '–' : percent(page.dropOff),
    errors: page.passed < LEAST_SHOWN ? '–' : percent(page.refusedPerPass),
    time: page.passed < LEAST_SHOWN ? '–' : timeText(page.medianSeconds),
    left: countText(page.left, page.left > 0 && page.left < LEAST_SHOWN),
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
