import type { FastifyReply } from 'fastify';
import { parse } from 'yaml';
import type { Municipality } from '../../../domain/procedures/municipality.ts';
import { adminPaths } from '../../../http/admin-paths.ts';
import type { Services } from '../../../services.ts';
import type { FieldError } from './field-errors.ts';
import { languageFields } from './languages.ts';
import { townText } from './propose-edit.ts';

const PATH = 'municipality.yaml';
/** Of the Digital Agency's design system. */
export const USUAL_COLOUR = '#0017c1';

const townOf = async (services: Services) => parse(await townText(services, PATH)) as Municipality;

export async function brandingPage(
  services: Services,
  reply: FastifyReply,
  errors: readonly FieldError[] = [],
  typed: { readonly colour?: string; readonly names?: Readonly<Record<string, string>> } = {},
) {
  if (errors.length > 0) reply.code(422);
  const town = await townOf(services);
  return reply.officePage('admin/settings-branding', {
    title: '町の名前と色',
    styles: ['admin-figures.css'],
    hasErrors: errors.length > 0,
    errors,
    back: adminPaths.settings(),
    action: adminPaths.setting('branding'),
    upload: `${adminPaths.setting('branding')}/logo`,
    hasLogo: town.branding?.logo !== undefined,
    colour: typed.colour ?? town.branding?.colour ?? USUAL_COLOUR,
    names: languageFields(services, typed.names ?? town.name),
  });
}
