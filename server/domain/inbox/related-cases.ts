import type { Application } from '../applications/application.ts';
import type { ApplicationStore } from '../applications/application-store.ts';
import type { Answers } from '../fields/answers.ts';
import type { Procedure } from '../procedures/procedure.ts';
import type { InboxRow, InboxStore } from './inbox-store.ts';
import { type SearchTerm, searchTermsOf } from './search-terms.ts';
import { searchPhone, searchText } from './search-text.ts';

/** Another application that seems to be of the same person, and by what. */
interface RelatedCase {
  readonly row: InboxRow;
  readonly by: 'name_birth' | 'phone';
}

interface Person {
  readonly name: string;
  readonly birth: string;
  readonly phone: string;
}

/** So many cases of the same name are opened to compare the day of birth. */
const MOST_LOOKED_AT = 30;

/** The applicant, in the form in which names and numbers are searched for; "" where not given. */
function personOf(procedure: Procedure, answers: Answers): Person {
  const answer = (fact: string) => {
    const field = [...procedure.fields.values()].find(
      (one) => one.fact === fact && one.repeat === undefined,
    );
    return field && answers[field.id];
  };
  const { family = '', given = '' } = (answer('applicant.name') ?? {}) as {
    family?: string;
    given?: string;
  };
  return {
    name: searchText(family + given),
    birth: String(answer('applicant.birth') ?? ''),
    phone: searchPhone(String(answer('applicant.phone') ?? '')),
  };
}

function sameBy(one: Person, other: Person): RelatedCase['by'] | undefined {
  const isSameName = one.name !== '' && one.name === other.name;
  if (isSameName && one.birth !== '' && one.birth === other.birth) return 'name_birth';
  return one.phone !== '' && one.phone === other.phone ? 'phone' : undefined;
}

/**
 * Other applications of the same person: same name and day of birth, or same telephone number, the
 * newest first. Candidates come from the search keys; each is opened and compared.
 * @param sections where whoever asks may look; nothing else is found
 */
export async function relatedCases(
  {
    stores,
    procedureVersion,
  }: {
    readonly stores: { readonly inbox: InboxStore; readonly applications: ApplicationStore };
    procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
  },
  asked: {
    readonly application: Application;
    readonly procedure: Procedure;
    readonly sections: readonly string[];
    /** Staff id: protected persons are related for those who may read them only. */
    readonly reader: string;
  },
): Promise<readonly RelatedCase[]> {
  const { application, procedure, sections, reader } = asked;
  const person = personOf(procedure, application.answers);
  const own = new Set([person.name, person.phone].filter((text) => text !== ''));
  const terms: SearchTerm[] = searchTermsOf(procedure, application.answers).filter(
    ({ kind, text }) => kind !== 'kana' && own.has(text),
  );
  if (terms.length === 0) return [];
  const { rows } = await stores.inbox.search({
    sections,
    terms,
    limit: MOST_LOOKED_AT,
    offset: 0,
    among: MOST_LOOKED_AT * 10,
    reader,
  });
  const related: RelatedCase[] = [];
  for (const row of rows) {
    if (row.applicationId === application.id) continue;
    const other = await stores.applications.find(row.applicationId);
    const definition = other && (await procedureVersion(other.procedureId, other.version));
    const by = definition && sameBy(person, personOf(definition, other.answers));
    if (by) related.push({ row, by });
  }
  return related;
}
