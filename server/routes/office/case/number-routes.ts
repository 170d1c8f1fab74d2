import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { officePaths } from '../../../http/office-paths.ts';
import type { Services } from '../../../services.ts';
import { fieldLabel } from '../../apply/procedure-text.ts';
import { numberPlaces } from './number-fields.ts';
import { type OpenCase, withCase } from './open-case.ts';
import { postedForm, textIn } from './posted-values.ts';
import { noteViewing } from './viewers.ts';

/** What it is needed for; stands in the log. */
const PURPOSES = {
  register: '台帳・住民基本台帳と照らし合わせる',
  system: '業務システムに入力する',
  inquiry: '情報連携で照会する',
  resident: '住民からの問い合わせに答える',
} as const;

const isPurpose = (text: string): text is keyof typeof PURPOSES => Object.hasOwn(PURPOSES, text);

function shown(
  found: OpenCase,
  request: FastifyRequest,
  numbers?: Readonly<Record<string, string>>,
) {
  const { procedure, application } = found;
  return numberPlaces(procedure, application.answers).map(({ field, row, path, masked }) => ({
    label: fieldLabel(procedure, request.words, field),
    row: row === undefined ? undefined : `${row + 1}番目`,
    value: numbers?.[path] ?? masked,
  }));
}

function page(
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
  more: { readonly numbers?: Readonly<Record<string, string>>; readonly error?: string },
) {
  const { id, number } = found.application;
  return reply.officePage('office/case/individual-numbers', {
    title: `個人番号 ${number}`,
    hasErrors: more.error !== undefined,
    styles: ['office-case.css'],
    number,
    rows: shown(found, request, more.numbers),
    opened: more.numbers !== undefined,
    error: more.error,
    purposes: Object.entries(PURPOSES).map(([key, text]) => ({ key, text })),
    action: officePaths.caseAction(id, 'individual-numbers'),
    back: officePaths.case(id),
  });
}

async function open(
  services: Services,
  found: OpenCase,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const purpose = textIn(postedForm(request), 'purpose');
  if (!isPurpose(purpose)) {
    reply.code(422);
    return page(found, request, reply, { error: '何のために見るのかを選んでください。' });
  }
  const { stores, clock } = services;
  const applicationId = found.application.id;
  await noteViewing(services, found, 'case.individual_numbers_asked', { purpose });
  const by = { applicationId, actor: found.by, now: clock.now() };
  const numbers = await stores.applications.openIndividualNumbers(by);
  return page(found, request, reply, { numbers });
}

/**
 * Individual numbers are opened by a step of its own, with what it is for; they are shown once, on
 * the answer to the POST, so that no address leads to them.
 */
export async function individualNumberRoutes(
  app: FastifyInstance,
  services: Services,
): Promise<void> {
  const url = '/office/cases/:id/individual-numbers';
  const config = { staff: 'cases.work' as const };
  app.get(
    url,
    { config },
    withCase(services, 'cases.work', (found, request, reply) => page(found, request, reply, {})),
  );
  app.post(
    url,
    { config },
    withCase(services, 'cases.work', (found, request, reply) =>
      open(services, found, request, reply),
    ),
  );
}
