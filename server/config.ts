/** Settings of the outside contract, read once from the environment. */
export interface Config {
  readonly mode: 'sample' | 'production' | 'test';
  readonly surfaces: ReadonlySet<'resident' | 'staff'>;
  readonly port: number;
  readonly host: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly trustProxy: boolean | string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Key ring, newest first: `id:base64` of 32 bytes each. */
  readonly dataKeys: readonly { readonly id: string; readonly key: Buffer }[];
  readonly smtpUrl: string | null;
  readonly metricsToken: string | null;
  readonly apiTokens: readonly string[];
}
