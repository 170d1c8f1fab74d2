/** The file was not sealed for any of these keys, or is not what was sealed. */
export class NotOpened extends Error {
  override readonly name = 'NotOpened';
  readonly why: 'other_key' | 'changed';
  constructor(why: 'other_key' | 'changed', cause: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

/**
 * Seals for one public key (`age1…`); whoever seals can't open it again. The library is loaded with
 * the first use: most processes never need it.
 */
export async function sealFor(recipient: string, content: Uint8Array): Promise<Buffer> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const sealed = await encrypter.encrypt(content);
  return Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
}

/**
 * @param identities `AGE-SECRET-KEY-1…`; any of them may fit
 * @throws NotOpened
 */
export async function openWith(identities: readonly string[], sealed: Uint8Array): Promise<Buffer> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return Buffer.from(await decrypter.decrypt(sealed));
  } catch (error) {
    const isOther = error instanceof Error && error.message.startsWith('no identity matched');
    throw new NotOpened(isOther ? 'other_key' : 'changed', error);
  }
}

/** A new pair of keys: the secret one opens, the public one seals. */
export async function makeSealingKey(): Promise<{ identity: string; recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
