import type { DirectoryAddress } from './connect-directory.ts'

/**
 * @param url `ldap://host` or `ldaps://host`, each with an optional `:port`
 * @param authorities PEM; absent: the authorities that Node trusts
 * @throws {RangeError} which says what to write
 */
export function directoryAddress(
  url: string,
  isStartTls: boolean,
  authorities: string | undefined,
): DirectoryAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const defaultPort = DEFAULT_PORTS[parsed?.protocol ?? '']
  if (parsed === undefined || defaultPort === undefined || parsed.hostname === '') {
    throw new RangeError(`${url} is no address of a directory: write ldap://HOST or ldaps://HOST`)
  }
  // What else a URL of RFC 4516 can carry is configured by name; a password here would be printed.
  if (parsed.username !== '' || !/^\/?$/.test(parsed.pathname) || parsed.search !== '') {
    throw new RangeError(
      `ldap://${parsed.host}: the address of a directory is host and port only: give base, filter and bind DN by themselves`,
    )
  }
  const isTls = parsed.protocol === 'ldaps:'
  if (isTls && isStartTls) {
    throw new RangeError(`${url} is protected from the start: leave out StartTLS, or write ldap://`)
  }
  const port = parsed.port === '' ? defaultPort : Number(parsed.port)
  return {
    url: `${parsed.protocol}//${parsed.hostname}:${port}`,
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    security: isTls ? 'tls' : isStartTls ? 'start-tls' : 'plain',
    authorities,
  }
}

/** Whether passwords would travel readable over a network. */
export function isExposed({ security, host }: DirectoryAddress): boolean {
  return security === 'plain' && !/^(?:localhost|127\.[\d.]+|::1)$/.test(host)
}

const DEFAULT_PORTS: { readonly [protocol: string]: number | undefined } = {
  'ldap:': 389,
  'ldaps:': 636,
}
