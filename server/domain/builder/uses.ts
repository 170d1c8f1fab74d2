import type { EditPath } from './edit.ts';
import { exampleUses } from './example-uses.ts';
import { type ExpressionPlace, expressionPlaces } from './expression-places.ts';
import { fieldReferences } from './field-uses.ts';
import { repeatReferences } from './list-uses.ts';
import { answerKeys, listKeys, loosePages } from './loose-pages.ts';
import type { NamedThing } from './named-thing.ts';
import { attachmentReferences, namedReferences, optionReferences } from './named-uses.ts';
import { type NameUse, namesInExpressions } from './names-in-expression.ts';
import { partsWith, type Use } from './use.ts';

function celUse(
  { path, cel }: ExpressionPlace,
  found: readonly { use: NameUse; to: (to: string) => string }[],
): Use {
  return {
    path,
    at: 'value',
    needs: true,
    renamed: (to) => {
      const cuts = found.toSorted((a, b) => b.use.start - a.use.start);
      return cuts.reduce((text, cut) => {
        const own = cut.use.option === undefined ? cut.to(to) : quotedLike(text, cut.use.start, to);
        return text.slice(0, cut.use.start) + own + text.slice(cut.use.end);
      }, cel);
    },
  };
}

function quotedLike(text: string, start: number, to: string): string {
  const quote = text[start] ?? '"';
  return `${quote}${to}${quote}`;
}

/** What a name in an expression turns into when the thing is called otherwise; undefined if it isn't the thing. */
function turned(thing: NamedThing, use: NameUse): ((to: string) => string) | undefined {
  if (use.paired) return undefined;
  const isOption = use.option !== undefined;
  if (thing.kind === 'option') {
    return isOption && use.option === thing.name && use.key === thing.field.key
      ? (to) => to
      : undefined;
  }
  if (isOption) return undefined;
  if (thing.kind === 'named' || thing.kind === 'repeat') {
    return use.key === thing.name ? (to) => to : undefined;
  }
  if (thing.kind !== 'field') return undefined;
  const index = answerKeys(thing.field).indexOf(use.key);
  if (index < 0) return undefined;
  return (to) => partsWith(thing, use.key.split('.').at(-1) ?? '', to);
}

function expressionUses(definition: unknown, thing: NamedThing): Use[] {
  const places = expressionPlaces(definition);
  const read = namesInExpressions(places, listKeys(loosePages(definition)));
  return places.flatMap((place) => {
    const found = (read.get(place) ?? []).flatMap((use) => {
      const to = turned(thing, use);
      return to ? [{ use, to }] : [];
    });
    return found.length > 0 ? [celUse(place, found)] : [];
  });
}

function references(definition: unknown, thing: NamedThing): Use[] {
  switch (thing.kind) {
    case 'field':
      return fieldReferences(definition, thing);
    case 'repeat':
      return repeatReferences(definition, thing);
    case 'named':
      return namedReferences(definition, thing);
    case 'option':
      return optionReferences(definition, thing);
    case 'attachment':
      return attachmentReferences(definition, thing);
    default:
      return [];
  }
}

/** Where an option's question is compared with anything but written texts: another name would no longer match. */
export function pairedPlace(
  definition: unknown,
  { field }: NamedThing & { kind: 'option' },
): EditPath | undefined {
  const places = expressionPlaces(definition);
  const read = namesInExpressions(places, listKeys(loosePages(definition)));
  return places.find((place) => read.get(place)?.some((use) => use.paired && use.key === field.key))
    ?.path;
}

/** Every place of definition.yaml that speaks of a thing, besides where it stands itself. */
export function usesOf(definition: unknown, thing: NamedThing): readonly Use[] {
  return [
    ...expressionUses(definition, thing),
    ...references(definition, thing),
    ...exampleUses(definition, thing),
  ];
}
