import type { SittingFact } from '../counter/sitting.ts';
import type { TownAddresses } from '../fields/postcode.ts';
import { PREFECTURES } from '../fields/prefectures.ts';
import type { RegisterPerson } from './register-row.ts';

type Address = Readonly<
  Record<'postcode' | 'prefecture' | 'city' | 'town' | 'street' | 'building', string>
>;

const startOf = (text: string, names: readonly string[]) =>
  names.find((name) => name !== '' && text.startsWith(name)) ?? '';

const longestFirst = (names: readonly string[]) =>
  names.toSorted((one, other) => other.length - one.length);

/** The town's part of the address: by the postcode, else by its name. */
function townIn(text: string, postcode: string, own: TownAddresses) {
  const near = longestFirst(own.find(postcode).map(({ town }) => town));
  const known = startOf(text, near);
  if (known !== '') return { town: known, postcode };
  for (let end = text.length; end > 0; end -= 1) {
    const found = own.findTown(text.slice(0, end));
    if (found) return { town: found.town, postcode: postcode || found.postcode };
  }
  return { town: '', postcode };
}

/** One line of the register as the parts that a form asks for. The register holds the town's own people. */
function addressParts({ address, postcode }: RegisterPerson, own: TownAddresses): Address {
  const prefecture = startOf(address, [own.prefecture, ...PREFECTURES]);
  const behind = address.slice(prefecture.length);
  const city = startOf(behind, [own.city]);
  const inCity = behind.slice(city.length);
  const place = townIn(inCity, postcode, own);
  const left = inCity.slice(place.town.length).trim();
  const space = left.indexOf(' ');
  return {
    postcode: place.postcode,
    prefecture: prefecture || own.prefecture,
    city: city || own.city,
    town: place.town,
    street: space < 0 ? left : left.slice(0, space),
    building: space < 0 ? '' : left.slice(space + 1),
  };
}

/** 基本4情報 as facts of the applicant, in the shapes of the form's answers. */
export function registerFacts(
  person: RegisterPerson,
  own: TownAddresses,
): Readonly<Record<string, SittingFact>> {
  const { name, kana, birth, gender } = person;
  const source = 'register' as const;
  const written = { ...name, family_kana: kana.family, given_kana: kana.given };
  return {
    'applicant.name': { type: 'name', value: written, source },
    'applicant.birth': { type: 'date', value: birth, source },
    'applicant.address': { type: 'address', value: { ...addressParts(person, own) }, source },
    ...(gender !== '0' && { 'applicant.gender': { type: 'gender', value: gender, source } }),
  };
}
