import type { RawInput } from '../../../server/domain/fields/answers.ts';
import type { ApplyApp } from '../../support/apply-app.ts';
import { type InjectedResident, unescaped } from '../../support/injected-resident.ts';

/** A repeat over two pages: dogs, and what was injected. At most five. */
export const LIST = '/ja/apply/dog-registration/dogs';
export const SHOTS = '/ja/apply/dog-registration/vaccination';

export const NOT_YET: RawInput = { vaccinated: 'no' };

export const dog = (name: string): RawInput => ({
  name,
  breed: '柴犬',
  colour: '茶',
  gender: 'male',
  'birth.era': 'reiwa',
  'birth.year': '8',
  'birth.month': '6',
  'acquired_on.era': 'reiwa',
  'acquired_on.year': '8',
  'acquired_on.month': '11',
  'acquired_on.day': '10',
});

/** Opens a page and sends it as a browser without scripts does. */
export async function send(
  resident: InjectedResident,
  path: string,
  wishes: RawInput,
  intent = 'next',
) {
  const { hidden } = await resident.open(path);
  return resident.post(path.split('?')[0] as string, { ...hidden, ...wishes, intent });
}

/** Somebody with these dogs, each with both pages answered. */
export async function ownerOf(site: ApplyApp, ...names: string[]): Promise<InjectedResident> {
  const { resident } = await site.applicant('dog-registration', 'dogs');
  for (const [index, name] of names.entries()) {
    await send(resident, `${LIST}/${index + 1}`, dog(name));
    await send(resident, `${SHOTS}/${index + 1}`, NOT_YET);
  }
  return resident;
}

/** The words of a page, without its marks. */
export function plainHtml(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

/** What the box on top says that is to be mended. */
export function summary(html: string): string {
  return plainHtml(/class="error-summary[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
}

/** What stands in an input. */
export function inputValue(html: string, name: string): string {
  const escaped = name.replaceAll('.', '\\.');
  return unescaped(new RegExp(`name="${escaped}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '');
}
