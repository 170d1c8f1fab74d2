import type { FastifyRequest } from 'fastify';
import type { Draft } from '../../domain/applications/application.ts';
import type { Procedure } from '../../domain/procedures/procedure.ts';
import type { Services } from '../../services.ts';

/** A form that is open in this browser. */
export interface PhoneForm {
  readonly draft: Draft;
  readonly procedure: Procedure;
}

/** What this browser has open, the newest of each procedure first. */
async function openDrafts(
  { stores, clock }: Services,
  { sessionHash }: FastifyRequest,
): Promise<readonly Draft[]> {
  return sessionHash === '' ? [] : stores.drafts.listBySession(sessionHash, clock.now());
}

/**
 * The forms that can be handed over. What only its section may open stays with the resident: the
 * counter would read it before the seal.
 */
async function handable(
  services: Services,
  drafts: readonly Draft[],
): Promise<readonly PhoneForm[]> {
  const newest = drafts
    .filter(({ caseOf }) => !caseOf)
    .filter((draft, at, all) => all.findIndex((d) => d.procedureId === draft.procedureId) === at);
  const forms = await Promise.all(
    newest.map(async (draft) => ({
      draft,
      procedure: await services.procedureVersion(draft.procedureId, draft.version),
    })),
  );
  return forms.flatMap(({ draft, procedure }) =>
    procedure && !procedure.sealed ? [{ draft, procedure }] : [],
  );
}

/** there: it was handed over. none: it was never begun here, or is long gone. */
export type WithoutForm = 'there' | 'sealed' | 'correction' | 'none';

/** The forms of this browser, the asked for one first; or why that one can't be handed over. */
export async function phoneForms(
  services: Services,
  request: FastifyRequest,
  procedureId: string,
): Promise<readonly [PhoneForm, ...PhoneForm[]] | WithoutForm> {
  const drafts = await openDrafts(services, request);
  const forms = await handable(services, drafts);
  const asked = forms.find(({ procedure }) => procedure.id === procedureId);
  if (asked) return [asked, ...forms.filter((form) => form !== asked)];
  const here = drafts.filter((draft) => draft.procedureId === procedureId);
  if (here.some(({ caseOf }) => !caseOf)) return 'sealed';
  if (await isThere(services, request, procedureId)) return 'there';
  return here.length > 0 ? 'correction' : 'none';
}

/** Did a form of this browser for that procedure go to the counter lately? */
export async function isThere(
  { stores }: Services,
  { sessionHash }: Pick<FastifyRequest, 'sessionHash'>,
  procedureId: string,
): Promise<boolean> {
  if (sessionHash === '') return false;
  return (await stores.draftMoves.wentToCounter(sessionHash)).includes(procedureId);
}
