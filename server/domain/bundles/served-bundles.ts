import type { Library } from '../procedures/procedure.ts';
import type { Bundles } from './bundle.ts';

/** Without procedures that were taken off the site since the bundles were read. */
export function servedBundles(
  bundles: Bundles,
  { procedures: served }: Pick<Library, 'procedures'>,
): Bundles {
  const all = [...bundles.all].map(([key, bundle]) => {
    const procedures = bundle.procedures.filter(({ id }) => served.has(id));
    return [key, { ...bundle, procedures }] as const;
  });
  return { ...bundles, all: new Map(all) };
}
