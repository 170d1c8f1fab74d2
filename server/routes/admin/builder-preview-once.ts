import type { OutboxMail } from '../../domain/notifications/outbox.ts';
import type { Words } from '../../http/words.ts';
import { lineAnswer } from '../../integrations/line/line-messages.ts';
import { resumeMail } from '../../integrations/mail/resume-mail.ts';
import type { PreviewCase } from './builder-preview-case.ts';

/** What somebody gets once, because they have just asked for it. */
export interface Once {
  readonly id: string;
  readonly when: string;
  readonly mail?: OutboxMail;
  readonly line?: OutboxMail;
}

const SOMEBODY = 'hanako@example.jp';

/** A form that was put off is of nobody's case yet: whoever wants the link types an address for it. */
export function savedOnce(
  { procedure, services }: PreviewCase,
  words: Words,
  expiresAt: Date,
): Once {
  const given = { words, procedure, token: 'mihon', expiresAt, to: SOMEBODY };
  const when = '途中で保存して、続きのリンクをメールで受け取るとき';
  return { id: 'once-saved', when, mail: resumeMail(services, given) };
}

/** Answers to the code of the status page, where the town has LINE. */
export function lineOnce({ application, services }: PreviewCase): readonly Once[] {
  return [
    {
      id: 'once-line',
      when: '状況のページで「LINEで受け取る」を選び、コードを送ったとき',
      line: lineAnswer(services, SOMEBODY, application),
    },
    {
      id: 'once-line-wrong',
      when: 'LINEに送ったコードがまちがっているか、古いとき（いつも日本語）',
      line: lineAnswer(services, SOMEBODY, undefined),
    },
  ];
}
