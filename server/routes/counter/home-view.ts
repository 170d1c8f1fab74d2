import type { CounterTask, Sitting } from '../../domain/counter/sitting.ts';
import { knownProcedure } from '../../domain/procedures/known-procedure.ts';
import type { PageModel } from '../../http/page-context.ts';
import { formatJstMoment } from '../../lib/japanese-calendar.ts';
import type { Services } from '../../services.ts';
import { procedurePlain } from '../apply/procedure-text.ts';
import { staffName } from './staff-name.ts';

/** What is said on the way back: `?over=1`. Nothing of a resident. */
const SAID: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  over: {
    title: 'その手続きは、この端末にはありません。',
    text: '終わったか、ほかの職員に引き継がれました。お客様の情報は、この端末に残っていません。',
  },
  closed: {
    title: '手続きを終わりました。',
    text: 'お客様の情報は、この端末から消えました。',
  },
  passed: {
    title: '手続きを引き継ぎました。',
    text: '入力した内容は、引き継いだ先で続けられます。この端末には残っていません。',
  },
};

/** Several are said as the first and how many more. */
function listed({ library, words }: Services, tasks: readonly CounterTask[]): string {
  const [first, ...more] = tasks.flatMap(({ state, procedureId }) => {
    const procedure = state === 'left_out' ? undefined : knownProcedure(library, procedureId);
    return procedure ? [procedurePlain(procedure, words('ja'), 'title')] : [];
  });
  if (first === undefined) return '手続きはまだありません';
  return more.length === 0 ? first : `${first} ほか${more.length}件`;
}

/** A sitting as it may be read by anybody who passes: nothing personal. */
async function waiting(services: Services, sitting: Sitting) {
  const { stores } = services;
  const from = sitting.staffLogin ?? sitting.facts.passedBy;
  const [tasks, name] = await Promise.all([
    stores.sittings.tasks(sitting.id),
    from === undefined ? '' : staffName(services, from),
  ]);
  return {
    id: sitting.id,
    from: name,
    locale: sitting.locale,
    procedures: listed(services, tasks),
    // A sitting lasts minutes or hours: its time of day says enough.
    opened: formatJstMoment(sitting.openedAt, 'ja').slice(-5),
  };
}

/**
 * Where a tablet begins.
 * @param other what a colleague has left open on it
 * @param passedOn what waits for whoever is signed in
 */
export async function homeView(
  services: Services,
  {
    other,
    passedOn,
    query,
  }: {
    readonly other: Sitting | undefined;
    readonly passedOn: readonly Sitting[];
    readonly query: Readonly<Record<string, unknown>>;
  },
): Promise<PageModel> {
  const said = Object.keys(SAID).find((key) => key in query);
  return {
    title: '窓口',
    styles: ['counter-sitting.css'],
    said: said && SAID[said],
    other: other && (await waiting(services, other)),
    passedOn: await Promise.all(passedOn.map((sitting) => waiting(services, sitting))),
  };
}
