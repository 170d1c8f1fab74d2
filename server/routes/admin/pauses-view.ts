import {
  LONGEST_REASON,
  type PauseProblems,
  type TypedPause,
} from '../../domain/pauses/new-pause.ts';
import { isStanding, type Pause } from '../../domain/pauses/pause.ts';
import type { Locale } from '../../domain/procedures/locale.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import type { ProcedureState } from './procedure-states.ts';
import { momentWords, type People, personWords } from './version-words.ts';

const NOTHING: TypedPause = { reason: {}, untilDay: '', untilTime: '' };

function rowOf(pause: Pause, now: Date, people: People) {
  const isNow = isStanding(pause, now);
  const lifted =
    pause.liftedAt &&
    `${momentWords(pause.liftedAt)}　${personWords(people, pause.liftedBy ?? '')}`;
  return {
    isNow,
    reason: pause.reason.ja,
    from: momentWords(pause.from),
    until: pause.until ? momentWords(pause.until) : '決めていない',
    by: personWords(people, pause.by),
    ended: isNow ? undefined : (lifted ?? '時刻が来た'),
    lift: adminPaths.liftPause(pause.procedureId, pause.id),
  };
}

/** 緊急停止 of one procedure. View: `admin/pauses`. */
export async function pausesView(
  services: Services,
  state: ProcedureState,
  form: { readonly typed?: TypedPause; readonly problems?: PauseProblems } = {},
): Promise<PageModel> {
  const { stores, clock, library, words } = services;
  const { typed = NOTHING, problems = {} } = form;
  const staff = await stores.staff.list();
  const people: People = new Map(staff.map(({ login, name }) => [login, name]));
  const pauses = await stores.pauses.list(state.id);
  const errors = {
    reason:
      problems.reason &&
      '日本語の理由を書いてください。例：手数料の金額に誤りが見つかったため、確認しています。',
    until:
      problems.until &&
      'これからの日と時刻を入れてください。決まっていないときは、どちらも空けてください。',
  };
  const languageName = (locale: Locale) => words(locale).plain('common:language_name');
  const { languages } = library.municipality;
  return {
    title: `緊急停止：${state.title}`,
    hasErrors: Object.keys(problems).length > 0,
    styles: ['office-account.css', 'admin-versions.css'],
    scripts: ['once.js'],
    back: adminPaths.procedure(state.id),
    name: state.title,
    action: adminPaths.pauses(state.id),
    typed,
    errors,
    found: [
      ...(errors.reason ? [{ href: '#reason-ja', text: errors.reason }] : []),
      ...(errors.until ? [{ href: '#until_day', text: errors.until }] : []),
    ],
    most: LONGEST_REASON,
    languages: languages
      .filter((locale) => locale !== 'ja')
      .map((locale) => ({ locale, name: languageName(locale), text: typed.reason[locale] ?? '' })),
    isStopped: state.pause !== undefined,
    rows: pauses.map((pause) => rowOf(pause, clock.now(), people)),
  };
}
