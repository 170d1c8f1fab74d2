import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const url64 = (data: Buffer | string) => Buffer.from(data).toString('base64url');

/** CBOR (RFC 8949) as far as a key's answer needs it: head of a kind with its count. */
function head(kind: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(kind << 5) | count]);
  if (count < 256) return Buffer.from([(kind << 5) | 24, count]);
  return Buffer.from([(kind << 5) | 25, count >> 8, count & 255]);
}
const number = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (...pairs: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([head(5, pairs.length), ...pairs.flat()]);

/** ES256 (COSE, RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return map(
    [number(1), number(2)],
    [number(3), number(-7)],
    [number(-1), number(1)],
    [number(-2), bytes(Buffer.from(x, 'base64url'))],
    [number(-3), bytes(Buffer.from(y, 'base64url'))],
  );
}

const PRESENT_AND_VERIFIED = 0b101;
const WITH_KEY = 0b1000000;

/** Where the key believes to be, and what it says; each may be wrong. */
interface Scene {
  readonly origin?: string;
  readonly counter?: number;
  readonly flags?: number;
  readonly userHandle?: string | null;
}

/** A passkey without a device: what browser and key answer together. */
export class MadePasskey {
  readonly id = url64(randomBytes(32));
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  /** Whose it is; told to the key when it is made. */
  userHandle = '';

  constructor(origin: string) {
    this.#origin = origin;
  }

  #clientData(type: string, challenge: string, origin = this.#origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #authData(flags: number, counter: number, rest = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const host = sha256(new URL(this.#origin).hostname);
    return Buffer.concat([host, Buffer.from([flags]), count, rest]);
  }

  /** Answers `navigator.credentials.create`. */
  create(options: { challenge: string; user: { id: string } }, scene: Scene = {}): string {
    this.userHandle = options.user.id;
    const id = Buffer.from(this.id, 'base64url');
    const size = Buffer.from([0, id.length]);
    const key = coseKey(this.#keys.publicKey);
    const data = Buffer.concat([Buffer.alloc(16), size, id, key]);
    const flags = (scene.flags ?? PRESENT_AND_VERIFIED) | WITH_KEY;
    const authData = this.#authData(flags, scene.counter ?? 0, data);
    const attestation = map(
      [text('fmt'), text('none')],
      [text('attStmt'), map()],
      [text('authData'), bytes(authData)],
    );
    return JSON.stringify({
      id: this.id,
      clientDataJSON: url64(this.#clientData('webauthn.create', options.challenge, scene.origin)),
      attestationObject: url64(attestation),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`. */
  get(options: { challenge: string }, scene: Scene = {}): string {
    const client = this.#clientData('webauthn.get', options.challenge, scene.origin);
    const authData = this.#authData(scene.flags ?? PRESENT_AND_VERIFIED, scene.counter ?? 0);
    const signed = Buffer.concat([authData, sha256(client)]);
    return JSON.stringify({
      id: this.id,
      clientDataJSON: url64(client),
      authenticatorData: url64(authData),
      signature: url64(createSign('sha256').update(signed).sign(this.#keys.privateKey)),
      userHandle: scene.userHandle === undefined ? this.userHandle : scene.userHandle,
    });
  }
}
