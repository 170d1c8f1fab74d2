import { isAgeRecipient } from '../../../lib/age-recipient.ts';
import type { Definition } from '../definition-schema.ts';
import type { Town } from '../town.ts';
import type { Report } from './report.ts';

/** Tells when the section has no key to seal with, or one that was not copied whole. */
export function checkSealingKey(
  { sealed, section }: Definition,
  { municipality }: Town,
  report: Report,
): void {
  if (!sealed) return;
  const key = municipality.sections[section]?.sealing_key;
  const mend = `町の設定の「課の名前と連絡先」で、この課の「封をする鍵」に、「npm run sealing-key」で作った公開鍵（age1…）を入れて、ほかの人の確認を受けてください（ファイルでは municipality.yaml の sections.${section}.sealing_key）。`;
  if (key === undefined) {
    const message = `課「${section}」に、封をする鍵（sealing_key）がありません。`;
    report.error(['sealed'], 'missing_sealing_key', message, mend);
  } else if (!isAgeRecipient(key)) {
    const message = `課「${section}」の封をする鍵（sealing_key）が、正しい公開鍵ではありません。`;
    report.error(['sealed'], 'wrong_sealing_key', message, mend);
  }
}
