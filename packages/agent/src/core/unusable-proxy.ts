import type { SettingProblem } from './proxy-settings.ts'

/** What is wrong with a variable, in a sentence that does not repeat its value: a password may be in it. */
export function unusableProxy({ variable, problem }: SettingProblem): string {
  const verb = problem === 'not-trusted' ? 'is not used' : 'cannot be used'
  return `${variable} ${verb}: ${PROBLEMS[problem]}`
}

const PROBLEMS: { readonly [P in SettingProblem['problem']]: string } = {
  empty: 'it is empty',
  'scheme-unsupported': 'a proxy is addressed by http://, https:// or socks5://',
  'scheme-malformed': 'the scheme ends in ://, and stands there once: http://proxy.example:3128',
  'socks-version-unsupported': 'of SOCKS only version 5 is spoken: write socks5:// if that is it',
  'host-malformed': 'it is not the address of a proxy, such as http://proxy.example:3128',
  'not-trusted':
    'in a CGI program a client can set it (CVE-2016-5385); http_proxy in lower case is used',
}
