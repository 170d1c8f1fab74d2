import { type Bar, barSvg, ROW, WIDTH } from './bar-svg.ts';
import { escapeHtml, Html } from './html.ts';

export interface BarChart {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  readonly bars: readonly Bar[];
}

/**
 * Lying bars as SVG with presentation by classes only (the pages' rules allow no inline style). For a
 * screen reader it is one picture with its title and what it says; the table beside it has the rest.
 */
export function barChart({ id, title, bars }: BarChart): Html {
  const most = Math.max(1, ...bars.flatMap(({ value, goal }) => [value ?? 0, goal ?? 0]));
  const height = bars.length * ROW + 4;
  const said = bars.map(({ label, text }) => `${label} ${text}`).join('、');
  return new Html(
    `<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="${id}-title ${id}-said">` +
      `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-said">${escapeHtml(said)}</desc>` +
      `${bars.map((bar, at) => barSvg(bar, at, most)).join('')}</svg>`,
  );
}
