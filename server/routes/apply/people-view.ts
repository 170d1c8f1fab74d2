import {
  type KnownPerson,
  type ProposedPerson,
  proposedPeople,
} from '../../domain/applications/known-people.ts';
import type { RawInput } from '../../domain/fields/answers.ts';
import { textPart } from '../../domain/fields/raw-input.ts';
import type { Page } from '../../domain/procedures/procedure.ts';
import { listPage } from '../../domain/procedures/repeat-group.ts';
import { rowsOf } from '../../domain/procedures/rows.ts';
import type { Words } from '../../http/words.ts';
import type { ApplyState } from './apply-context.ts';
import { dateText } from './format-text.ts';
import { procedureText } from './procedure-text.ts';

/** Where somebody can be put in: a page, or (of a repeat) a row that is not there yet. */
interface PeoplePlace {
  readonly state: ApplyState;
  readonly page: Page;
  readonly row?: number | undefined;
}

/** Who was named in other forms of this sitting and could be meant here. */
export async function peopleFor({
  state,
  page,
  row,
}: PeoplePlace): Promise<readonly ProposedPerson[]> {
  const { procedure, draft, context } = state;
  const { repeat } = page;
  const isSaved =
    repeat !== undefined && row !== undefined && row < rowsOf(draft.answers, repeat.of).length;
  const isFirst = repeat === undefined || repeat.first === page.id;
  if (state.people === undefined || isSaved || !isFirst) return [];
  const people = await state.people();
  return proposedPeople({ procedure, answers: draft.answers }, page, people, context.today);
}

/** Which of them the address names: `?person=…`. */
export const chosenPerson = (people: readonly ProposedPerson[], query: RawInput) =>
  people.find(({ person }) => person.key === query['person']);

const titleOf = ({ from }: KnownPerson, words: Words) =>
  procedureText(from, words, 'title') ?? words.t('apply:form');

/** The people to choose from, each with where they were named; after a choice, that it was made. */
export function peopleView(
  people: readonly ProposedPerson[],
  { state, page, row }: PeoplePlace,
  {
    words,
    from,
    chosen,
  }: {
    readonly words: Words;
    readonly from: 'check' | undefined;
    readonly chosen?: ProposedPerson | undefined;
  },
) {
  if (people.length === 0) return undefined;
  const { place, procedure, draft } = state;
  const { repeat } = page;
  const first = repeat ? listPage(procedure, page) : page;
  const at = repeat ? (row ?? rowsOf(draft.answers, repeat.of).length) : undefined;
  const suffix = from === undefined ? '' : `&from=${from}`;
  return {
    filled: chosen && words.t('apply:people_filled', { procedure: titleOf(chosen.person, words) }),
    people: people
      .filter((one) => one !== chosen)
      .map(({ person }) => ({
        key: person.key,
        name: `${textPart(person.parts.name, 'family')} ${textPart(person.parts.name, 'given')}`,
        birth:
          typeof person.parts.birth === 'string' ? dateText(words, person.parts.birth) : undefined,
        from: words.t('apply:people_from', { procedure: titleOf(person, words) }),
        href: `${place.page(words.locale, first.id, at)}?person=${encodeURIComponent(person.key)}${suffix}`,
      })),
  };
}
