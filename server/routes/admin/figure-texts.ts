import { LEAST_SHOWN } from '../../domain/understanding/hide-small.ts';
import { formatNumber } from '../../lib/number-text.ts';

export const number = (value: number) => formatNumber(value, 'ja');
export const percent = (rate: number | null) =>
  rate === null ? '–' : `${formatNumber(rate * 100, 'ja', 0)}%`;
const few = `${LEAST_SHOWN}未満`;
export const isFew = (count: number) => count > 0 && count < LEAST_SHOWN;
/** A share, but for one that would say how few they are. */
export const shareText = (count: number, rate: number | null) =>
  isFew(count) ? few : percent(rate);
export const countText = (count: number, hidden: boolean) => (hidden ? few : number(count));

/** 「2分10秒」. */
export function timeText(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)];
  return minutes === 0 ? `${rest}秒` : `${minutes}分${rest === 0 ? '' : `${rest}秒`}`;
}

/** 「4日」, of milliseconds; undefined: too few were decided. */
export function daysText(times: readonly number[]): string | undefined {
  if (times.length < LEAST_SHOWN) return undefined;
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `${formatNumber(median / 86_400_000, 'ja', 1)}日`;
}
