import { sealingKeyProblem } from '../../../domain/settings/sealing-key.ts';
import type { Services } from '../../../services.ts';
import { type SectionError, sealedOf, type TypedSection } from './section-page.ts';

const NEEDED = '日本語で入力してください。ほかの言葉の訳がないときに、これが出ます。';
const PHONE = /^[0-9０-９+()（）‐－ー-]{6,20}$/;

/** What is to be mended in what was typed of a section. */
export function sectionError(
  services: Services,
  key: string | undefined,
  { name, place, phone, sealing_key: sealingKey = '' }: TypedSection,
): SectionError | undefined {
  if (!PHONE.test(phone)) {
    return { at: 'phone', text: '電話番号を入力してください。例：0000-00-0011' };
  }
  const sealed = key === undefined ? [] : sealedOf(services, key);
  if (sealingKey === '' && sealed.length > 0) {
    const text = `封をする鍵は、空にできません。「${sealed.join('」「')}」に封をしているためです。先に、手続きの「封」をやめて公開してください。`;
    return { at: 'sealing_key', text };
  }
  const wrong = sealingKey === '' ? undefined : sealingKeyProblem(sealingKey);
  if (wrong !== undefined) return { at: 'sealing_key', text: wrong };
  if (!name['ja']) return { at: 'name_ja', text: `課の名前を${NEEDED}` };
  return place['ja'] ? undefined : { at: 'place_ja', text: `課の場所を${NEEDED}` };
}
