import type { Application } from '../applications/application.ts';
import type { ApplicationStore } from '../applications/application-store.ts';
import type { InboxRow, InboxStore } from '../inbox/inbox-store.ts';
import type { SearchTerm } from '../inbox/search-terms.ts';
import type { Procedure } from '../procedures/procedure.ts';
import {
  applicantMarks,
  type KnownPerson,
  marksOfPerson,
  namedMarks,
  type PersonMark,
} from './person-marks.ts';
import type { ProtectionStore } from './protection-store.ts';

interface FindDeps {
  readonly stores: {
    readonly inbox: InboxStore;
    readonly applications: ApplicationStore;
    readonly protections: ProtectionStore;
  };
  procedureVersion(procedureId: string, version: string): Promise<Procedure | undefined>;
}

/** So many cases of the same name or number are opened and compared. */
const MOST_OPENED = 500;

const SEARCHED = ['name', 'kana', 'phone'] as const;

function termsOf(person: KnownPerson): SearchTerm[] {
  return marksOfPerson(person).flatMap(({ kind, text }) => {
    const searched = SEARCHED.find((one) => one === kind);
    return searched ? [{ kind: searched, text }] : [];
  });
}

interface Candidate {
  readonly row: InboxRow;
  readonly application: Application;
  readonly procedure: Procedure;
}

async function candidates(
  { stores, procedureVersion }: FindDeps,
  person: KnownPerson,
  asked: { readonly sections: readonly string[]; readonly staffId: string },
): Promise<{ readonly found: readonly Candidate[]; readonly isMore: boolean }> {
  const { rows, isMore } = await stores.inbox.search({
    sections: asked.sections,
    terms: termsOf(person),
    limit: MOST_OPENED,
    offset: 0,
    among: MOST_OPENED,
    reader: asked.staffId,
  });
  const found: Candidate[] = [];
  for (const row of rows) {
    const application = await stores.applications.find(row.applicationId);
    const procedure =
      application && (await procedureVersion(application.procedureId, application.version));
    if (procedure) found.push({ row, application, procedure });
  }
  return { found, isMore };
}

/**
 * Protects the cases that the person has sent by now. Later ones are met one by one.
 * @param sections all of the town
 * @returns whether there were more of that name than were opened
 */
export async function protectPresentCases(
  deps: FindDeps,
  person: KnownPerson,
  asked: { readonly sections: readonly string[]; readonly staffId: string; readonly at: Date },
): Promise<{ readonly count: number; readonly isMore: boolean }> {
  const { found, isMore } = await candidates(deps, person, asked);
  const marked = found.map(({ application, procedure }) => ({
    applicationId: application.id,
    marks: applicantMarks(procedure, application.answers),
  }));
  const fresh = await deps.stores.protections.match(marked, asked.at);
  return { count: fresh.length, isMore };
}

/** A case that is not the person's own and may say where they live. */
interface MentioningCase {
  readonly row: InboxRow;
  /** Named with day of birth or telephone number; else only somebody of the same name. */
  readonly by: 'person' | 'name';
}

const keyOf = ({ kind, text }: PersonMark) => `${kind} ${text}`;

/**
 * Cases of others that name the person: the child allowance names the spouse and where they live.
 * Found is whoever is named in a field for names or telephone numbers; not what stands in free text,
 * in documents, or under another name.
 */
export async function mentioningCases(
  deps: FindDeps,
  person: KnownPerson,
  asked: {
    readonly sections: readonly string[];
    readonly staffId: string;
    /** The person's own. */
    readonly without: ReadonlySet<string>;
  },
): Promise<readonly MentioningCase[]> {
  const known = new Set(marksOfPerson(person).map(keyOf));
  const { found } = await candidates(deps, person, asked);
  return found
    .filter(({ row }) => !asked.without.has(row.applicationId))
    .map(({ row, application, procedure }) => {
      const marks = namedMarks(procedure, application.answers);
      const isNamed = marks.some((mark) => known.has(keyOf(mark)));
      return { row, by: isNamed ? ('person' as const) : ('name' as const) };
    })
    .sort((a, b) => Number(a.by === 'name') - Number(b.by === 'name'));
}
