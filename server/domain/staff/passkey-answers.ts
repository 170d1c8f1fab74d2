import { z } from 'zod';

const BYTES = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);

const made = z.object({
  id: BYTES.min(1).max(1400),
  clientDataJSON: BYTES,
  attestationObject: BYTES,
  transports: z.array(z.string().max(20)).max(8).default([]),
});

const shown = z.object({
  id: BYTES.min(1).max(1400),
  clientDataJSON: BYTES,
  authenticatorData: BYTES,
  signature: BYTES,
  userHandle: BYTES.nullable().default(null),
});

/** What the browser's script sends of a key: all bytes as base64url. */
export type MadeCredential = z.infer<typeof made>;
export type ShownCredential = z.infer<typeof shown>;

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const parseMade = (text: string): MadeCredential | undefined => parsed(made, text);
export const parseShown = (text: string): ShownCredential | undefined => parsed(shown, text);
