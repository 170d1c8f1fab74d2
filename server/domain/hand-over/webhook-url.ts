export type UrlProblem = 'not_a_url' | 'not_https' | 'host_not_allowed';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Why nothing may be sent there; undefined when it may. Only hosts that the operator has named: an
 * address typed by staff must not reach whatever else this machine can reach.
 * @param hosts `host`, or `host:port` where it is not the usual port
 */
export function webhookUrlProblem(
  address: string,
  hosts: ReadonlySet<string>,
): UrlProblem | undefined {
  if (!URL.canParse(address)) return 'not_a_url';
  const { protocol, host, hostname, username, password } = new URL(address);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname))) {
    return 'not_https';
  }
  if (username !== '' || password !== '') return 'not_a_url';
  return hosts.has(host) ? undefined : 'host_not_allowed';
}
