import { isIdKind } from '../../domain/counter/id-check.ts';
import {
  type CounterTask,
  goesHome,
  type Sitting,
  type SittingFacts,
  type TaskState,
} from '../../domain/counter/sitting.ts';
import { htmlLang } from '../../domain/procedures/locale.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { isOpen } from '../apply/paused.ts';
import { pickLocalPlain, procedurePlain, procedureText } from '../apply/procedure-text.ts';
import { whyInBundle } from './bundle-view.ts';
import { ID_KIND_NAMES } from './id-kind-names.ts';
import { knownFactsView } from './known-facts-view.ts';

const STATES: Readonly<Record<TaskState, string>> = {
  to_do: 'これから',
  begun: '入力中',
  sent: '申請済み',
  left_out: '今回はしない',
};

/** A name in the resident's language, where that is another one. */
function localTitle(services: Services, procedure: Procedure, { locale }: Sitting) {
  if (locale === 'ja') return undefined;
  const text = procedureText(procedure, services.words(locale), 'title');
  return text && { text, lang: htmlLang(locale) };
}

export interface SittingScene {
  readonly sitting: Sitting;
  readonly tasks: readonly CounterTask[];
  readonly facts: SittingFacts;
  /** Receipt numbers of what was sent, by the application's id. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Who passed it on to here. */
  readonly passedBy: string | undefined;
}

function taskRow(services: Services, { sitting, numbers }: SittingScene, task: CounterTask) {
  const procedure = services.library.procedures.get(task.procedureId);
  const number = task.applicationId === null ? undefined : numbers.get(task.applicationId);
  const today = todayInTokyo(services.clock.now());
  const isOnPhone =
    task.state === 'left_out' && sitting.facts.onPhone?.includes(task.procedureId) === true;
  return {
    id: task.id,
    procedure: task.procedureId,
    state: task.state,
    stateText: isOnPhone ? 'スマートフォンで続けます' : STATES[task.state],
    title: procedure ? procedurePlain(procedure, services.words('ja'), 'title') : task.procedureId,
    local: procedure && localTitle(services, procedure, sitting),
    why: task.state === 'to_do' ? whyInBundle(services, sitting, task.procedureId) : undefined,
    number,
    // A form that is open stays open; a new one begins only in its time.
    goesHome: task.draftId !== null && goesHome(sitting, task.draftId),
    isOnPhone,
    isClosed: task.state === 'to_do' && (!procedure || !isOpen(services, procedure, today)),
  };
}

/** What is to be done for the resident, and what is known of them. */
export function sittingView(services: Services, scene: SittingScene): PageModel {
  const { sitting, tasks, facts, passedBy } = scene;
  const idKind = facts.idCheck?.kind;
  const rows = tasks.map((task) => taskRow(services, scene, task));
  const open = rows.filter(({ state }) => state === 'to_do' || state === 'begun');
  return {
    title: '手続きの一覧',
    styles: ['counter-sitting.css'],
    sitting,
    rows,
    bundles: [...services.bundles.all.values()].map((bundle) => ({
      title: pickLocalPlain(bundle.title, 'ja'),
      href: `${counterPaths.sittingAction(sitting.id, 'bundle')}?bundle=${encodeURIComponent(bundle.id)}`,
    })),
    openCount: open.length,
    isDone: open.length === 0 && rows.some(({ state }) => state === 'sent'),
    facts: knownFactsView(facts, services.library, services.words('ja')),
    differences: facts.differences.length + Object.keys(facts.toMend ?? {}).length,
    idCheck: idKind !== undefined && isIdKind(idKind) ? ID_KIND_NAMES[idKind] : undefined,
    note: sitting.facts.note,
    passedBy,
  };
}
