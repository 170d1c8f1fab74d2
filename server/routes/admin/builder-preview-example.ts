import type { FastifyRequest } from 'fastify';
import type { EditValue } from '../../domain/builder/edit.ts';
import type { Answers } from '../../domain/fields/answers.ts';
import { postedText } from '../../http/posted-text.ts';
import type { Services } from '../../services.ts';
import { feeOf } from '../apply/pricing.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { freeKey } from './builder-keys.ts';
import { previewDraft, previewProcedure, previewState } from './builder-preview-state.ts';
import { saveEdits } from './builder-save.ts';
import { addEdit, setEdit } from './builder-screen.ts';
import { treeOf } from './builder-tree.ts';

const LONGEST_TITLE = 80;

/** Answers as an example says them: rows go without the names that their forms gave them. */
const withoutRowNames = (answers: Answers): EditValue =>
  JSON.parse(JSON.stringify(answers, (key, value) => (key.startsWith('@') ? undefined : value)));

/**
 * What was just walked through becomes an example case: answers in, pages and fee out.
 * @returns why it does not
 */
export async function keepExample(
  services: Services,
  desk: BuilderDesk,
  request: FastifyRequest,
): Promise<string | undefined> {
  const { procedure } = previewProcedure(services, desk.version);
  if (!procedure) return 'いまは、プレビューを表示できません。';
  const draft = await previewDraft(services, request, procedure);
  const state = previewState(services, desk.version, procedure, draft);
  const { journey, context } = state;
  if (!journey.complete && !journey.endedBy) {
    return '先に、プレビューで最後のページまで答えてください。';
  }
  const examples = treeOf(desk.tree['examples']);
  const title = postedText(request)('name').trim().slice(0, LONGEST_TITLE);
  // A key that was typed is meant as one; a title stands over a key that is made for it.
  const isKey = /^[a-z][a-z0-9_]*$/.test(title);
  const key = freeKey(isKey ? title : 'example_1', Object.keys(examples));
  const value = {
    ...(title !== '' && !isKey && { title }),
    today: context.today,
    answers: withoutRowNames(journey.answers),
    expect: {
      pages: journey.reached.map(({ page }) => page.id),
      ...(journey.endedBy
        ? { ends_with: journey.endedBy.condition }
        : { fee: feeOf(services, state).yen }),
    },
  };
  const edit =
    Object.keys(examples).length === 0
      ? setEdit(['examples'], { [key]: value })
      : addEdit(['examples'], value, { key });
  const saved = await saveEdits(desk, request, [edit]);
  return saved.kind === 'saved' ? undefined : '例にできませんでした。もう一度お試しください。';
}
