import type { RegisterPerson } from '../../../server/domain/register/register-row.ts';

/** Somebody of the extract, with something else about them. */
export function person(change: Partial<RegisterPerson> = {}): RegisterPerson {
  return {
    name: { family: '大野', given: '優子' },
    kana: { family: 'オオノ', given: 'ユウコ' },
    birth: '1950-04-01',
    gender: '2',
    postcode: '9990001',
    address: '見本県見本市中央町1番1号',
    household: '0000123',
    kind: 'japanese',
    ...change,
  };
}

/** The file that is split into so many pieces, as it comes over the network. */
export async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
