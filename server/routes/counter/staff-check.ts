import type { FastifyReply } from 'fastify';
import { stillWrong } from '../../domain/counter/wrong-answers.ts';
import { besideModel, besideWords } from '../../http/beside-japanese.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import type { ApplyState } from '../apply/apply-context.ts';
import { besideRows, besideSections } from '../apply/beside-japanese.ts';
import { checkModel } from '../apply/render-check.ts';
import { sittingOf } from './form-source.ts';
import { withMarks, wrongNotice } from './wrong-view.ts';

interface CheckOptions {
  readonly notice?: 'stale' | 'conflict';
  readonly slotTaken?: boolean;
}

/** The answers that the resident pointed at and nobody has changed or asked about yet. */
async function openMarks({ stores }: Services, reply: FastifyReply, state: ApplyState) {
  const { id, facts } = sittingOf(reply.request);
  const tasks = await stores.sittings.tasks(id);
  const task = tasks.find(({ draftId }) => draftId === state.draft.id);
  const form = { procedure: state.procedure, answers: state.draft.answers };
  return task ? stillWrong(facts, task.id, form) : [];
}

/** "Check your answers" for staff: its button hands the tablet to the resident. */
export async function renderCheck(
  services: Services,
  reply: FastifyReply,
  state: ApplyState,
  options: CheckOptions,
) {
  const { request } = reply;
  const { words, locale } = request;
  const t = besideWords(words, services.words('ja'));
  const own = await checkModel(services, reply, state, options);
  const japanese = await checkModel(services, reply, state, {
    ...options,
    words: services.words(locale === 'ja-easy' ? locale : 'ja'),
  });
  if (own.view === 'apply/ended' || japanese.view === 'apply/ended') {
    return reply.page('apply/ended', besideModel<PageModel>(own.model, japanese.model));
  }
  const model = besideModel(own.model, japanese.model);
  const sections = besideSections(own.model.sections, japanese.model.sections);
  const open = await openMarks(services, reply, state);
  const asksWhere = (request.query as { wrong?: string }).wrong === '1' && open.length === 0;
  return reply.page('apply/check', {
    ...model,
    sections: withMarks(open, sections, t('counter:wrong_mark')),
    wrongAnswers: wrongNotice(open, sections, { place: state.place, locale }),
    documents: besideRows(own.model.documents, japanese.model.documents).map((row, at) => ({
      ...row,
      change: model.documents[at]?.change,
    })),
    ...(asksWhere && {
      notice: { tone: 'warning', text: t('counter:said_wrong'), role: 'status' },
    }),
    submitText: t('counter:to_read_back'),
  });
}
