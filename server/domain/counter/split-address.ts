import { tidyLine, toCode } from '../../lib/japanese-text.ts';
import type { FoundAddress, TownAddresses } from '../fields/postcode.ts';
import { PREFECTURES } from '../fields/prefectures.ts';

export interface SplitAddress {
  readonly postcode: string;
  readonly prefecture: string;
  readonly city: string;
  readonly town: string;
  readonly street: string;
  readonly building: string;
}

/** Cities end so; 政令指定都市 have wards, and counties stand before their towns. */
const CITY =
  /^(?:[^\s\d]{1,6}?市[^\s\d市]{1,4}?区|[^\s\d]{1,6}?郡[^\s\d]{1,6}?[町村]|[^\s\d]{1,7}?[市区町村])/u;

/** The text behind that beginning; undefined when it begins otherwise. */
function behind(text: string, beginning: string): string | undefined {
  return text.startsWith(beginning) ? text.slice(beginning.length).trimStart() : undefined;
}

/** "中央町一丁目２番３号　ハイツ見本１０２": the house's name stands behind the first space. */
function numberAndBuilding(rest: string): Pick<SplitAddress, 'street' | 'building'> {
  const at = rest.indexOf(' ');
  if (at < 0) return { street: rest, building: '' };
  return { street: rest.slice(0, at), building: rest.slice(at + 1) };
}

/** The longest of the town's quarters that the text begins with. */
function quarterIn(text: string, addresses: TownAddresses) {
  for (let length = Math.min(text.length, 30); length > 0; length -= 1) {
    const found = addresses.findTown(text.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

/** By what the postcode's table says; undefined when the text is about another place. */
function splitByPlace(text: string, place: FoundAddress): SplitAddress | undefined {
  const inCity = behind(behind(text, place.prefecture) ?? text, place.city);
  const rest = inCity === undefined ? undefined : behind(inCity, place.town);
  return rest === undefined ? undefined : { ...place, ...numberAndBuilding(rest) };
}

/**
 * An address in one text as a card has it, in parts. Every character of it stays; what can't be told
 * apart stays in `street`, and what is unknown is "".
 * @param place what the tables say about its postcode, where it came with one
 */
export function splitAddress(
  written: string,
  addresses: TownAddresses,
  place?: FoundAddress,
): SplitAddress {
  const text = tidyLine(written);
  const byPlace = place && splitByPlace(text, place);
  if (byPlace) return byPlace;
  const prefecture = PREFECTURES.concat(addresses.prefecture).find((one) => text.startsWith(one));
  const inPrefecture = text.slice(prefecture?.length ?? 0).trimStart();
  const inTown = behind(inPrefecture, addresses.city);
  const quarter = inTown === undefined ? undefined : quarterIn(inTown, addresses);
  if (quarter && inTown !== undefined && [undefined, addresses.prefecture].includes(prefecture)) {
    const { prefecture: own, city } = addresses;
    const { postcode, town } = quarter;
    const rest = inTown.slice(town.length).trimStart();
    return { postcode, prefecture: own, city, town, ...numberAndBuilding(rest) };
  }
  const city = (inTown === undefined ? CITY.exec(inPrefecture)?.[0] : addresses.city) ?? '';
  const rest = inPrefecture.slice(city.length).trimStart();
  const unknown = { postcode: '', town: '' };
  return { ...unknown, prefecture: prefecture ?? '', city, ...numberAndBuilding(rest) };
}

/** Do both say the same, however they are parted? Width and the kind of dash make no difference. */
export function sameAddress(one: SplitAddress, written: string): boolean {
  const { prefecture, city, town, street, building } = one;
  const plain = toCode(written);
  return [prefecture + city, city, ''].some(
    (beginning) => toCode(beginning + town + street + building) === plain,
  );
}
