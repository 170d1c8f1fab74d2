import { finishedRate } from '../../domain/understanding/finished-rate.ts';
import { hiddenCells } from '../../domain/understanding/hide-small.ts';
import type { GroupUnderstanding } from '../../domain/understanding/understanding.ts';
import { barChart } from '../../lib/bar-chart.ts';
import { countText, percent } from './figure-texts.ts';

/** Languages, machines or sources: who began, who sent. */
export function groupTable(
  id: string,
  title: string,
  groups: readonly GroupUnderstanding[],
  nameOf: (key: string) => string,
) {
  const startedHidden = hiddenCells(groups.map(({ started }) => started));
  const sentHidden = hiddenCells(groups.map(({ sent }) => sent));
  const atCounterHidden = hiddenCells(groups.map(({ atCounter }) => atCounter));
  const rows = groups.map((group, at) => {
    const isHidden = startedHidden[at] === true || sentHidden[at] === true;
    // A rate without those at the counter would tell how many they are.
    const shown = atCounterHidden[at] ? { ...group, atCounter: 0 } : group;
    return {
      name: nameOf(group.key),
      started: countText(group.started, startedHidden[at] === true),
      sent: countText(group.sent, sentHidden[at] === true),
      atCounter: countText(group.atCounter, atCounterHidden[at] === true),
      rate: isHidden ? '–' : percent(finishedRate(shown)),
      value: startedHidden[at] === true ? null : group.started,
    };
  });
  const bars = rows.map(({ name, started, value }) => ({ label: name, value, text: started }));
  return {
    id,
    title,
    rows,
    chart: rows.length > 1 ? barChart({ id, title, bars }) : undefined,
  };
}
