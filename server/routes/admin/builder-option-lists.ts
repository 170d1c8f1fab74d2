import type { EditValue } from '../../domain/builder/edit.ts';
import { plainText } from '../../lib/html.ts';
import type { BuilderDesk } from './builder-desk.ts';
import type { Choice } from './builder-input.ts';
import { setEdit } from './builder-screen.ts';

const MOST_NAMED = 4;

function inShort(texts: readonly string[]): string {
  const rest = texts.length - MOST_NAMED;
  return texts.slice(0, MOST_NAMED).join('、') + (rest > 0 ? ` など${texts.length}つ` : '');
}

/** Lists of options that the town keeps, each by what stands in it. */
export function listChoices({ services, conditions }: BuilderDesk): readonly Choice[] {
  const groups = [...new Set(services.resources.all().map(({ group }) => group))];
  const lists = Object.keys(services.library.town.phrasebook?.lists ?? {});
  const froms = [
    ...lists.map((list) => `lists.${list}`),
    ...groups.map((one) => `resources.${one}`),
  ];
  return froms.map((from) => {
    const options = conditions.optionsOf({ options_from: from });
    return {
      value: from,
      text: inShort(options.map(({ text }) => text)),
      group: from.startsWith('lists.') ? 'ほかの手続きも使う一覧' : '予約できるもの',
    };
  });
}

/** The options of a list, written out: phrases stay phrases, with all their translations. */
export function writtenOut({ conditions }: BuilderDesk, from: string): Record<string, EditValue> {
  const options = conditions.optionsOf({ options_from: from });
  const isList = from.startsWith('lists.');
  return Object.fromEntries(
    options.map(({ key, text }) => [key, isList ? `$${from}.${key}` : text]),
  );
}

/** What can be booked has its name in every language; written out, it goes into their files. */
export function namesInLanguages({ services, version }: BuilderDesk, from: string, key: string) {
  const group = from.startsWith('resources.') ? from.slice('resources.'.length) : undefined;
  const resources = group === undefined ? [] : services.resources.all();
  const own = resources.filter((one) => one.group === group);
  const locales = Object.keys(version.files)
    .filter((file) => file !== 'definition.yaml' && file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''));
  return locales.flatMap((locale) =>
    own.flatMap(({ id, name }) => {
      const text = Object.entries(name).find(([one]) => one === locale)?.[1];
      if (text === undefined) return [];
      const path = ['fields', ...key.split('.'), 'options', id];
      return [{ ...setEdit(path, plainText(text)), file: `${locale}.yaml` }];
    }),
  );
}
