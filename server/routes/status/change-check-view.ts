import type { Price } from '../../domain/changes/difference.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Words } from '../../http/words.ts';
import type { Services } from '../../services.ts';
import { answerSections } from '../apply/answer-sections.ts';
import { contactView } from '../apply/contact-view.ts';
import { dateText, yenText } from '../apply/format-text.ts';
import { procedurePlain, procedureText } from '../apply/procedure-text.ts';
import type { CaseState } from './case-state.ts';

export type ChangeNotice = 'stale' | 'conflict' | 'slot_taken' | 'change_document';

export interface ChangeCheckArgs {
  readonly services: Services;
  readonly state: CaseState;
  readonly words: Words;
  readonly before: Price;
  readonly after: Price;
  /** Last JST day on which the order may change. */
  readonly until: string | null;
  readonly draft: { readonly token: string; readonly revision: number };
  readonly csrf: string;
  readonly notice?: ChangeNotice | undefined;
}

function noticeView({ notice, words }: ChangeCheckArgs) {
  if (!notice) return undefined;
  const room = notice === 'stale' || notice === 'conflict' ? 'apply' : 'status';
  return { tone: 'warning', text: words.t(`${room}:notice.${notice}`), role: 'status' };
}

/** What sending it will mean for the fee. */
function outcome(more: number): 'more' | 'less' | 'same' {
  if (more > 0) return 'more';
  return more < 0 ? 'less' : 'same';
}

/** The order as it would be, and what that costs. View: `status/change`. */
export function changeCheckView(args: ChangeCheckArgs): PageModel {
  const { services, state, words, before, after, until } = args;
  const { procedure, place, journey, application } = state;
  const { locale } = words;
  const more = after.yen - before.yen;
  const hasChanged = JSON.stringify(application.answers) !== JSON.stringify(state.all());
  const kind = outcome(more);
  return {
    title: `${words.plain('status:change_title')} - ${procedurePlain(procedure, words, 'title')}`,
    keepForm: 'form',
    styles: ['form.css'],
    scripts: ['once.js'],
    contact: contactView(procedure, words, services.library.municipality),
    backLink: { href: place.home(locale) },
    caption: procedureText(procedure, words, 'title'),
    notice: noticeView(args),
    until:
      until === null ? undefined : words.t('status:change_until', { date: dateText(words, until) }),
    sections: answerSections({
      procedure,
      words,
      pages: journey.reached,
      answers: journey.answers,
      sources: { resources: services.resources, catalogues: services.catalogues },
      before: application.answers,
      changeHref: (page, row) => `${place.page(locale, page.id, row)}?from=check`,
    }),
    hasChanged,
    amounts: {
      before: yenText(words, before.yen),
      after: yenText(words, after.yen),
      difference: yenText(words, Math.abs(more)),
    },
    differenceLabel: words.t(`status:change_difference.${kind}`),
    explained: words.t(`status:change_explained.${kind}`, {
      yen: yenText(words, Math.abs(more)),
    }),
    action: place.check(locale),
    submitText: words.t(`status:change_send.${kind}`),
    csrf: args.csrf,
    draft: args.draft,
  };
}
