import type { Phrases } from './phrases.ts'
import { RELAY_ENGLISH } from './relay-en.ts'

export const ENGLISH: Phrases = {
  fault: {
    madeByProxy: (proxy, site) =>
      site === ''
        ? `This page was made by the proxy ${proxy}, not by a website.`
        : `This page was made by the proxy ${proxy}, not by ${site}.`,
    way: 'How far your request came',
    you: 'You',
    youNote: 'sent the request',
    proxyNote: 'made this page',
    site: 'the website',
    siteNotes: {
      receive: 'was not asked',
      authenticate: 'was not asked',
      authorize: 'was not asked',
      route: 'was not found',
      connect: 'was not reached',
      forward: 'gave no usable answer',
      relay: 'stopped in mid-answer',
    },
    target: 'Asked for',
    aboutStatus: (status) => `What ${status} means, whoever sends it`,
    proxy: 'Proxy',
    signIn: 'Where the name and password go',
    signInBrowser: 'In a browser, load this page again: it asks for your name and password.',
    specialCharacters:
      'In these addresses write special characters of the password as codes: `@` is `%40`, `:` is `%3A`, `/` is `%2F`, `#` is `%23`, `%` is `%25`.',
  },
  readMore: (url) => `Read ${url}`,
  lineEnd: (fault, exchange) => `(fault ${fault}, exchange ${exchange})`,
  exactly: (happened, detail) => `${happened.replace(/\.$/, '')}: ${detail}.`,
  welcome: {
    title: 'This is a proxy',
    lede: 'You have reached Hopwise itself: a proxy that fetches web pages for the people and programs it knows and, when something goes wrong, says who stopped it, why, and what to do next.',
    credentials:
      'It asks for a name and a password. The person who runs this proxy gives them to you.',
    tryIt: 'Try it',
    asksForPassword: 'Put your name in place of NAME; curl asks for the password.',
    setUp: 'Set up your programs',
    capitals: 'Words in capitals are yours to replace.',
    errors: 'What its errors mean',
    errorsNote: 'Every error this proxy can make, with its cause and what to do about it.',
    codesNote: 'Every HTTP status code, whoever sends it.',
  },
  tools: {
    browser: {
      name: 'Browser',
      note: 'In the proxy settings, set the HTTP and the HTTPS proxy to host `{host}`, port `{port}`. The browser asks for the name and password by itself.',
    },
    environment: {
      name: 'Environment',
      note: 'Most command-line programs read these, curl, wget, git, npm, pip and apt among them.',
    },
    curl: { name: 'curl', note: 'It asks for the password.' },
    git: { name: 'git', note: 'It asks for the password, and uses this for https too.' },
    npm: { name: 'npm', note: 'Kept in `~/.npmrc`, the password too.' },
    pip: { name: 'pip', note: '' },
    apt: { name: 'apt', note: 'In a file such as `/etc/apt/apt.conf.d/80proxy`.' },
    node: {
      name: 'Node.js',
      note: 'From version 24.5 on: lets it read the variables of the environment above.',
    },
    java: {
      name: 'Java',
      note: 'The name and password have to come from an Authenticator in the program.',
    },
    docker: {
      name: 'Docker',
      note: 'In `/etc/docker/daemon.json`; then restart the daemon. Docker Desktop has its own settings for this.',
    },
  },
  relay: RELAY_ENGLISH,
  self: {
    title: (user) => `You are ${user}`,
    lede: (proxy) => `The proxy ${proxy} knows you and passes your requests on.`,
    scheme: 'Signed in by',
    client: 'From',
    proxy: 'Proxy',
    address: 'Address',
    rules: 'What applies to you',
    noRules: 'No restriction.',
  },
  reference: {
    title: 'What the errors of this proxy mean',
    lede: 'A request passes these steps in order. Where it stops decides which error you see.',
    all: 'All errors',
    codes: 'All status codes, whoever sends them',
    meaning: 'What it means',
    retry: 'Sending it again',
    proxyError: 'Proxy-Status error',
    noProxyError: 'none that fits',
    type: 'Problem type',
    neverSent: 'only in the journal: nobody is left to read it',
    parties: {
      client: 'you',
      proxy: 'this proxy',
      'next-hop': 'the server',
      origin: 'the site',
      operator: 'the operator',
    },
  },
}
