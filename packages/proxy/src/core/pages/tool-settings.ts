import { ownAddress } from './own-address.ts'

/** Programs whose proxy settings are shown, in the order they are shown. */
export const TOOLS = [
  'browser',
  'environment',
  'curl',
  'git',
  'npm',
  'pip',
  'apt',
  'node',
  'java',
  'docker',
] as const

export type Tool = (typeof TOOLS)[number]

/** Whether the proxy asks for credentials. */
export type Login = 'asked' | 'none'

/**
 * What is typed into a terminal or a file to point each program at this proxy; empty where the
 * setting is made in a window. `NAME` and `PASSWORD` are the reader's.
 */
export function toolSettings(
  proxyAddress: string,
  login: Login = 'asked',
): { readonly [T in Tool]: string } {
  const { url, host, port } = ownAddress(proxyAddress)
  const isAsked = login === 'asked'
  const withName = isAsked ? url.replace('//', '//NAME@') : url
  const withPassword = isAsked ? url.replace('//', '//NAME:PASSWORD@') : url
  return {
    browser: '',
    // Lower case: curl, wget and apt ignore HTTP_PROXY.
    environment: [
      `export http_proxy=${withPassword}`,
      'export https_proxy=$http_proxy',
      'export no_proxy=localhost,127.0.0.1',
    ].join('\n'),
    curl: `curl --proxy ${url}${isAsked ? ' --proxy-user NAME' : ''} https://example.com/`,
    // There is no https.proxy; a name without a password makes git ask for it.
    git: `git config --global http.proxy ${withName}`,
    // Wins over `proxy`, and serves http registries too.
    npm: `npm config set https-proxy ${withPassword}`,
    pip: `pip install --proxy ${withPassword} PACKAGE`,
    // Serves https sources too, where no Acquire::https::Proxy is set.
    apt: `Acquire::http::Proxy "${withPassword}";`,
    node: 'NODE_USE_ENV_PROXY=1 node program.js',
    java: javaOptions(host, port, login),
    docker: dockerDaemon(withPassword),
  }
}

function javaOptions(host: string, port: string, login: Login): string {
  const options = ['http', 'https'].flatMap((scheme) => [
    `-D${scheme}.proxyHost=${host}`,
    `-D${scheme}.proxyPort=${port}`,
  ])
  // The JDK gives no Basic credentials to tunnels unless this list, `Basic` by default, is empty.
  if (login === 'asked') options.push('-Djdk.http.auth.tunneling.disabledSchemes=')
  return `java ${options.join(' ')} -jar PROGRAM.jar`
}

function dockerDaemon(url: string): string {
  const proxies = { 'http-proxy': url, 'https-proxy': url, 'no-proxy': 'localhost,127.0.0.0/8' }
  return JSON.stringify({ proxies }, null, 2)
}
