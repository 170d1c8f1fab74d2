import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import { todayInTokyo } from '../../lib/jst-date.ts';
import type { Services } from '../../services.ts';
import { isOpen } from '../apply/paused.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { sectionNames } from '../office/staff-words.ts';
import { byLifeOrder } from '../procedures/life-event-icons.ts';
import { searchProcedures } from '../procedures/search-procedures.ts';

interface Scene {
  readonly sitting: Sitting;
  readonly tasks: readonly CounterTask[];
  readonly query: { readonly q: string; readonly lifeEvent: string };
}

function chips(services: Services, { sitting, query }: Scene, open: readonly Procedure[]) {
  const words = services.words('ja');
  const codes = new Set(open.flatMap(({ lifeEvents }) => lifeEvents));
  const action = counterPaths.sittingAction(sitting.id, 'add');
  return [...codes].sort(byLifeOrder).map((code) => ({
    href: `${action}?life_event=${encodeURIComponent(code)}`,
    text: words.plain(`catalogue:life_event.${code}`),
    current: code === query.lifeEvent,
  }));
}

/** Procedures that can be asked for today, by name, by kana or by what has happened. */
export function addTaskView(services: Services, scene: Scene): PageModel {
  const { tasks, query } = scene;
  const words = services.words('ja');
  const today = todayInTokyo(services.clock.now());
  const open = [...services.library.procedures.values()].filter((procedure) =>
    isOpen(services, procedure, today),
  );
  const inEvent = open.filter(
    ({ lifeEvents }) => query.lifeEvent === '' || lifeEvents.includes(query.lifeEvent),
  );
  const sections = sectionNames(services);
  const listed = new Set(
    tasks.flatMap(({ state, procedureId }) => (state === 'left_out' ? [] : [procedureId])),
  );
  return {
    title: '手続きを加える',
    styles: ['counter-sitting.css'],
    sitting: scene.sitting,
    q: query.q,
    chips: chips(services, scene, open),
    found: searchProcedures(inEvent, query.q, 'ja').map((procedure) => ({
      id: procedure.id,
      title: procedurePlain(procedure, words, 'title'),
      text: procedurePlain(procedure, words, 'summary'),
      isListed: listed.has(procedure.id),
      // The resident was promised that the section alone reads it.
      sealedFor: procedure.sealed && sections.get(procedure.section),
    })),
  };
}
