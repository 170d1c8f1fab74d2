import { isAgeRecipient } from '../../lib/age-recipient.ts';

/** As it is typed or copied, with the file's own word in front of it or broken over lines. */
export function readSealingKey(typed: string): string {
  const bare = typed
    .normalize('NFKC')
    .replace(/^\s*(?:#\s*)?(?:sealing_key|public key)\s*:/i, '')
    .replace(/["'\s]/g, '');
  return /^AGE1[0-9A-Z]+$/.test(bare) ? bare.toLowerCase() : bare;
}

/** Whoever has this opens everything: it is never shown again, nor kept. */
export const isSecretKey = (text: string): boolean => /age-secret-key/i.test(text);

/** "age1" and 58 letters. */
const LENGTH = 62;

const AGAIN = '鍵を作ったときに出た「age1」で始まる行を、写して貼ってください。';

/** What is wrong with a section's public key, with its mend; undefined of a right one. */
export function sealingKeyProblem(key: string): string | undefined {
  if (isSecretKey(key)) {
    return '封をする鍵に入っているのは、開く鍵（秘密鍵）です。保存していません。ここには「age1」で始まる公開鍵を入れます。この画面に入れた秘密鍵は、もう使わないで、鍵を作り直してください。';
  }
  if (isAgeRecipient(key)) return undefined;
  if (!key.startsWith('age1')) {
    return `封をする鍵は、「age1」で始まる公開鍵です。${AGAIN}`;
  }
  if (key.length !== LENGTH) {
    const how = key.length < LENGTH ? '足りません' : '多すぎます';
    return `封をする鍵の文字が${how}（${LENGTH}文字のところ、${key.length}文字です）。${AGAIN}`;
  }
  return `封をする鍵に、写しまちがいがあります。${AGAIN}`;
}
