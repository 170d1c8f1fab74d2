import type { FastifyRequest } from 'fastify';
import { type CertificateIssue, mayUndo } from '../../domain/counter/issue-certificate.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import type { PageModel } from '../../http/page-context.ts';
import type { Services } from '../../services.ts';
import { timeOf } from './queue-words.ts';

/** As many as are asked for nearly always; more is a second tap. */
const BUTTONS = [1, 2, 3, 4, 5];

/** What there is to hand out, and what was entered today: one's own can be taken back. */
export function issuesView(
  { library, clock }: Services,
  { staff, sitting }: FastifyRequest,
  today: readonly CertificateIssue[],
): PageModel {
  const { certificates = {} } = library.municipality.counter ?? {};
  const now = clock.now();
  const login = staff?.login ?? '';
  const counted = today.filter(({ undoneAt }) => undoneAt === null);
  const shown = sitting ? today.filter(({ sittingId }) => sittingId === sitting.id) : today;
  const nameOf = (kind: string) => certificates[kind]?.name['ja'] ?? kind;
  return {
    title: '証明書の交付',
    styles: ['counter-issues.css'],
    kinds: Object.keys(certificates).map((key) => ({
      key,
      name: nameOf(key),
      buttons: BUTTONS.map((copies) => ({ copies, value: `${key}.${copies}` })),
    })),
    total: counted.reduce((sum, { copies }) => sum + copies, 0),
    back: sitting
      ? { href: counterPaths.sitting(sitting.id), text: '手続きに戻る' }
      : { href: counterPaths.queue(), text: '番号札に戻る' },
    entered: shown
      .filter((one) => one.staffLogin === login)
      .map((one) => ({
        id: one.id,
        time: timeOf(one.at),
        name: nameOf(one.kind),
        copies: one.copies,
        isUndone: one.undoneAt !== null,
        mayUndo: mayUndo(one, login, now),
      })),
  };
}
