import type { CounterTask, Sitting, TaskState } from '../../domain/counter/sitting.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import { procedureText } from '../apply/procedure-text.ts';

const SHOWN: readonly TaskState[] = ['to_do', 'begun', 'sent'];

/** Nobody sits there: the town's welcome in every language that it speaks. */
export function welcomeView(services: Services): PageModel {
  const { languages } = services.library.municipality;
  return {
    title: services.words('ja').plain('display:title'),
    lang: 'ja',
    // Easy Japanese says it in the same words.
    welcome: languages
      .filter((locale) => locale !== 'ja-easy')
      .map((locale) => ({
        lang: htmlLang(locale),
        text: services.words(locale).t('display:welcome'),
      })),
  };
}

function taskRow({ library, words }: Services, { locale }: Sitting, task: CounterTask) {
  const procedure = library.procedures.get(task.procedureId);
  const title = (of: typeof locale) => procedure && procedureText(procedure, words(of), 'title');
  return {
    state: task.state,
    stateText: words(locale).t(`display:state.${task.state}`),
    title: title(locale) ?? task.procedureId,
    japanese: locale === 'ja' || locale === 'ja-easy' ? undefined : title('ja'),
  };
}

/** What is done today, in the resident's language with Japanese beside it. */
export function sittingOnDisplay(
  services: Services,
  sitting: Sitting,
  tasks: readonly CounterTask[],
): PageModel {
  const { locale } = sitting;
  const shown = tasks.filter(({ state }) => SHOWN.includes(state));
  const done = shown.filter(({ state }) => state === 'sent').length;
  const text = (key: string, params?: Readonly<Record<string, number>>) => ({
    own: services.words(locale).t(key, params),
    japanese:
      locale === 'ja' || locale === 'ja-easy' ? undefined : services.words('ja').t(key, params),
  });
  return {
    title: services.words(locale).plain('display:title'),
    lang: htmlLang(locale),
    locale,
    heading: text('display:heading'),
    help: text('display:help'),
    progress: shown.length > 0 ? text('display:progress', { done, all: shown.length }) : undefined,
    tasks: shown.map((task) => taskRow(services, sitting, task)),
  };
}
