import { pino } from 'pino';
import { bookDesk } from '../book-desk.ts';
import { readConfig } from '../config.ts';
import { checkBooks } from '../domain/books/check-books.ts';
import { findingText } from '../routes/office/finance/finding-words.ts';
import { buildServices } from '../services.ts';
import { runCommand } from './run-command.ts';

/** `npm run books:check`: reckons everything anew and says what does not add up; 1 when something is open. */
await runCommand(async () => {
  const services = await buildServices(readConfig(process.env), {
    logger: pino({ level: 'silent' }),
  });
  try {
    const { findings, open } = await checkBooks(bookDesk(services));
    for (const finding of findings) {
      const { title, subject, detail } = findingText(finding);
      console.log(`${title}\n    ${subject}（${detail}）`);
    }
    if (findings.length === 0) console.log('帳簿は合っています。');
    else console.log(`合わないもの：${findings.length}件、確かめていないもの：${open}件`);
    return open === 0 ? 0 : 1;
  } finally {
    await services.formPrinter.close();
    await services.attachmentFiles.close();
    await services.stores.close();
  }
});
