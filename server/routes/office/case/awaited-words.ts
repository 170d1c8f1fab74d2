import { type OpenTask, openTasks } from '../../../domain/cases/open-tasks.ts';
import type { Words } from '../../../http/words.ts';
import { textOf } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { dateText } from '../../apply/format-text.ts';
import { procedurePlain } from '../../apply/procedure-text.ts';
import { documentLabelPlain } from '../../attachments/document-texts.ts';
import type { OpenCase } from './open-case.ts';

function taskWords(task: OpenTask, { procedure }: OpenCase, words: Words): string {
  const label = (key: string) => documentLabelPlain(procedure, words, key);
  switch (task.task) {
    case 'correct':
      return '差し戻したところを直す';
    case 'pay':
      return '手数料を支払う';
    case 'bring_form':
      return '印刷した申請書を持ってくる';
    case 'upload':
      return `「${label(task.attachment)}」を出す`;
    case 'send_paper':
      return `「${label(task.attachment)}」を紙で出す`;
    case 'phase': {
      const until = task.until ? `（${textOf(dateText(words, task.until))}まで）` : '';
      return `「${procedurePlain(procedure, words, `phases.${task.phase}.title`)}」を出す${until}`;
    }
  }
}

/** What the resident still has to do, in the words of the office. */
export async function awaitedWords(
  { stores }: Services,
  found: OpenCase,
  words: Words,
): Promise<readonly string[]> {
  const { application, procedure, events } = found;
  const files = await stores.attachments.listFor(application.id);
  return openTasks(procedure, application, events, files).map((task) =>
    taskWords(task, found, words),
  );
}
