import { nextIntakes, windowOn } from '../../domain/procedures/open-window.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Words } from '../../http/words.ts';
import { escapeForView, Html, rubyHtml } from '../../lib/html.ts';
import { formatJstMonth } from '../../lib/japanese-calendar.ts';
import { dateText } from './format-text.ts';
import { procedureText } from './procedure-text.ts';

interface TermRow {
  readonly key: Html;
  readonly value: Html;
}

/** How many of the next intakes a resident plans with. */
const INTAKES = 3;

function windowText({ window }: Procedure, words: Words, today: string): Html | undefined {
  const { from, to } = windowOn(window, today);
  const [begin, end] = [from, to].map((day) => (day ? dateText(words, day) : undefined));
  if (begin && end) return words.t('apply:window_both', { from: begin, to: end });
  if (end) return words.t('apply:window_to', { to: end });
  return begin && words.t('apply:window_from', { from: begin });
}

function intakeText(procedure: Procedure, words: Words, today: string): Html | undefined {
  if (!procedure.intake) return undefined;
  const next = nextIntakes(procedure.intake, today, INTAKES).map(({ closes, month }) =>
    words.t('apply:intake_next', {
      date: dateText(words, closes),
      month: rubyHtml(formatJstMonth(month, words.locale)),
    }),
  );
  const lines = [procedureText(procedure, words, 'intake.text'), ...next];
  return new Html(lines.map(escapeForView).join('<br>'));
}

/** When one may apply: the window, and the next monthly intakes. */
export function startTerms(procedure: Procedure, words: Words, today: string): readonly TermRow[] {
  const open = windowText(procedure, words, today);
  const intake = intakeText(procedure, words, today);
  return [
    ...(open ? [{ key: words.t('apply:window_label'), value: open }] : []),
    ...(intake ? [{ key: words.t('apply:intake_label'), value: intake }] : []),
  ];
}
