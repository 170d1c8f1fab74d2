import { parseArgs } from 'node:util';
import { NotOpened } from '../integrations/sealing/age.ts';
import { CommandError, runCommand } from './run-command.ts';
import { readIdentities, sealedFilesIn } from './sealed-input.ts';
import { placeAttachments } from './unseal-attachments.ts';
import { openRecords, type Trouble } from './unseal-records.ts';
import { tableFiles } from './unseal-tables.ts';
import { openOutput } from './unsealed-output.ts';

const USAGE = `使い方: npm run unseal -- --key <鍵のファイル> --out <フォルダー> <ファイルかフォルダー …>
封をした申請（.age）を開き、JSON、CSV、添付した書類にします。ポータルもデータベースも要りません。
  --key  「npm run sealing-key」で作った鍵のファイル。鍵を替えたときは、古いものと新しいものを並べます
  --out  まだないか、空のフォルダー`;

const WHY: Readonly<Record<NotOpened['why'], string>> = {
  other_key: 'この鍵では開けません。別の鍵で封をしたものか、書きかえられたものです。',
  changed: '壊れているか、書きかえられています。もう一度受け取ってください。',
};

function tell({ file, problem }: Trouble): void {
  const text = problem instanceof NotOpened ? WHY[problem.why] : problem;
  console.error(`${file}: ${text}`);
}

/** `npm run unseal`: what residents sent under seal, opened where the section's key is. */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'string', multiple: true }, out: { type: 'string' } },
    allowPositionals: true,
  });
  const { key: keys = [], out } = values;
  if (keys.length === 0 || out === undefined || positionals.length === 0) {
    throw new CommandError(USAGE);
  }
  const identities = keys.flatMap(readIdentities);
  const files = sealedFilesIn(positionals);
  if (files.length === 0) throw new CommandError('.age のファイルがありません。');
  const output = openOutput(out);
  const opened = await openRecords(identities, files);
  for (const record of opened.records) {
    output.write(record.number, 'record.json', `${JSON.stringify(record, null, 2)}\n`);
  }
  for (const { name, content } of tableFiles(opened.records)) output.write('', name, content);
  const placed = await placeAttachments(identities, opened, output.write);
  const troubles = [...opened.troubles, ...placed.troubles];
  for (const trouble of troubles) tell(trouble);
  console.log(
    `申請 ${opened.records.length}件、添付した書類 ${placed.count}件を ${out} に書きました。`,
  );
  return troubles.length > 0 ? 1 : 0;
});
