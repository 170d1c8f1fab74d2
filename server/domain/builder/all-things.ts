import type { EditPath } from './edit.ts';
import { asMap } from './loose-data.ts';
import { loosePages } from './loose-pages.ts';
import { type NamedThing, namedThingAt } from './named-thing.ts';

export interface PlacedThing {
  readonly path: EditPath;
  readonly thing: NamedThing;
}

function pathsOf(definition: unknown): EditPath[] {
  const { conditions, calculations, attachments, phases } = asMap(definition);
  const keysOf = (part: unknown, path: EditPath) =>
    Object.keys(asMap(part)).map((key) => [...path, key]);
  const inPages = loosePages(definition).flatMap(({ path, source, fields, repeat }) => [
    path,
    ...(repeat === undefined ? [] : [[...path, 'repeat', 'of']]),
    ...keysOf(source['checks'], [...path, 'checks']),
    ...fields.flatMap((field) => [
      field.path,
      ...keysOf(field.source['options'], [...field.path, 'options']),
      ...keysOf(field.source['type'] === 'rows' ? field.source['checks'] : {}, [
        ...field.path,
        'checks',
      ]),
    ]),
  ]);
  return [
    ...inPages,
    ...keysOf(conditions, ['conditions']),
    ...keysOf(calculations, ['calculations']),
    ...keysOf(attachments, ['attachments']),
    ...keysOf(phases, ['phases']),
    ...Object.entries(asMap(phases)).flatMap(([key, phase]) =>
      keysOf(asMap(phase)['attachments'], ['phases', key, 'attachments']),
    ),
  ];
}

/** Everything of a definition that other places speak of by name. */
export function allThings(definition: unknown): readonly PlacedThing[] {
  return pathsOf(definition).flatMap((path) => {
    const thing = namedThingAt(definition, path);
    return thing ? [{ path, thing }] : [];
  });
}

export function isWithin(path: EditPath, above: EditPath): boolean {
  return (
    above.length <= path.length &&
    above.every((step, index) => String(step) === String(path[index]))
  );
}
