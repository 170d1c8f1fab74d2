import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { importRegister } from '../domain/register/import-register.ts';
import {
  COLUMN_NAMES,
  type Mapping,
  REGISTER_COLUMNS,
} from '../domain/register/register-columns.ts';
import { isDay, todayInTokyo } from '../lib/jst-date.ts';
import { fileProblemWords, problemWords } from '../routes/office/register-import-words.ts';
import { openStores } from '../storage/open-stores.ts';
import { openRegister } from '../storage/register/open-register.ts';
import { CommandError, runCommand } from './run-command.ts';

const USAGE = `使い方: npm run register:import -- <ファイル.csv> --extracted-on 2026-11-20 [--mapping 対応.yaml] [--yes]
--yes を付けないと、確かめるだけで、入れ替えません。
対応.yaml には「項目: ファイルの見出し」を書きます。例：氏名カナ: カナ`;

/** 氏名カナ: カナ (or kana: カナ), one line for each item whose heading is another one. */
async function readMapping(file: string | undefined): Promise<Mapping> {
  if (file === undefined) return {};
  const read = z.record(z.string(), z.string()).safeParse(parse(await readFile(file, 'utf8')));
  if (!read.success) throw new CommandError(`${file}: 「項目: 見出し」の形で書いてください。`);
  const named = Object.entries(read.data).map(([item, heading]) => {
    const column = COLUMN_NAMES.find((one) => one === item || REGISTER_COLUMNS[one][0] === item);
    if (column === undefined) {
      const known = COLUMN_NAMES.map((one) => REGISTER_COLUMNS[one][0]).join('、');
      throw new CommandError(`${file}: 「${item}」という項目はありません。あるのは：${known}`);
    }
    return [column, heading] as const;
  });
  return Object.fromEntries(named);
}

async function readArguments(now: Date) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      'extracted-on': { type: 'string' },
      mapping: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  const extractedOn = values['extracted-on'] ?? '';
  const isGoodDay = isDay(extractedOn) && extractedOn <= todayInTokyo(now);
  if (file === undefined || !isGoodDay) throw new CommandError(USAGE);
  return { file, extractedOn, mapping: await readMapping(values.mapping), isMeant: values.yes };
}

/** `npm run register:import`: what the page of the office does, for a file that comes by itself each week. */
await runCommand(async () => {
  const at = new Date();
  const { file, extractedOn, mapping, isMeant } = await readArguments(at);
  const config = readConfig(process.env);
  if (config.registerUrl === null) {
    throw new CommandError('REGISTER_DATABASE_URL を設定してください（SURFACES=staff）。');
  }
  const register = openRegister({ url: config.registerUrl, keys: config.dataKeys });
  const stores = await openStores({ ...config, keys: config.dataKeys });
  try {
    const about = { fileName: basename(file), extractedOn, mapping, importedBy: 'system', at };
    const read = await importRegister(
      register,
      { ...about, content: createReadStream(file) },
      async () => {},
    );
    if (read.result === 'file_refused') {
      const hint = read.problem.kind === 'columns' ? '\n--mapping で渡してください。' : '';
      throw new CommandError(fileProblemWords(read.problem) + hint);
    }
    const { rows = 0, problems = [] } = (await register.findImport(read.importId)) ?? {};
    if (read.result === 'refused') {
      const lines = problems.map(problemWords);
      for (const { line, column, mend } of lines) console.log(`${line}\t${column}\t${mend}`);
      throw new CommandError('読めない行があるので、何も入れ替えていません。');
    }
    if (!isMeant) {
      await register.discard(read.importId);
      console.log(`${rows}人を読めました。入れ替えるには --yes を付けてください。`);
      return 0;
    }
    await register.takeOver(read.importId, at);
    await register.removeReplaced(at);
    const entry = { at, actor: 'system', action: 'register.imported', subject: read.importId };
    await stores.audit.append({ ...entry, detail: { rows } });
    console.log(`${extractedOn} の住民情報（${rows}人）に入れ替えました。`);
    return 0;
  } finally {
    await stores.close();
    await register.close();
  }
});
