import type { FastifyInstance } from 'fastify';
import { htmlLang } from '../../domain/procedures/locale.ts';
import { paths } from '../../http/paths.ts';
import { escapeHtml, Html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { momentText } from '../apply/format-text.ts';

/** The text by lines, with its links made clickable, as mail programs do. */
function paragraphs(body: string): Html[] {
  const lines = body.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const text = escapeHtml(line);
    return new Html(text.replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`));
  });
}

/** What the sample town would have mailed. Registered in sample mode only. */
export async function sampleMailRoutes(app: FastifyInstance, services: Services): Promise<void> {
  app.get(paths.sampleMail(), async (request, reply) => {
    const { words } = request;
    const mails = await services.stores.outbox.recent(50);
    return reply.page('sample-mail/mails', {
      title: words.plain('mail:sample_title'),
      mails: mails.map((mail) => ({
        to: mail.to,
        subject: mail.subject,
        lang: htmlLang(mail.locale),
        paragraphs: paragraphs(mail.body),
        at: mail.sentAt === null ? undefined : momentText(words, mail.sentAt),
      })),
    });
  });
}
