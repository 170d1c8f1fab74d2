import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeSealingKey } from '../integrations/sealing/age.ts';
import { keyFingerprint } from '../lib/key-fingerprint.ts';
import { CommandError, runCommand } from './run-command.ts';

const USAGE = `使い方: npm run sealing-key -- --out <ファイル>
封をする手続（sealed: true）の鍵を1組作ります。ポータルのサーバーではなく、開く人のパソコンで作ってください。`;

/** `npm run sealing-key`: a pair of keys; the secret one goes into a file, the public one is shown. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (values.out === undefined) throw new CommandError(USAGE);
  const { identity, recipient } = await makeSealingKey();
  const fingerprint = keyFingerprint(recipient);
  const head = `# madoguchi sealing key\n# public key: ${recipient}\n# 照合番号: ${fingerprint}\n`;
  const text = `${head}${identity}\n`;
  try {
    writeFileSync(values.out, text, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const mend = '別の名前にしてください。古い鍵を消すと、その鍵で封をした申請は開けなくなります。';
    throw new CommandError(`${values.out} は、もうあります。${mend}`);
  }
  console.log(`開く鍵を ${values.out} に書きました。
- このファイルは、ポータルのサーバーに置かないでください。課の金庫などに、2つ以上の控えを置いてください。
- なくすと、封をした申請は、だれにも開けません。

公開鍵:   ${recipient}
照合番号: ${fingerprint}

公開鍵を、町の設定の「課の名前と連絡先」で、担当する課の「封をする鍵」に入れて、確認を頼んでください。
頼んだ人ではない人が、電話で照合番号を読み合わせて確認すると、この鍵になります。
手続の definition.yaml には、次の行を書きます。
    sealed: true`);
  return 0;
});
