import type { RelayPhrases } from './relay-phrases.ts'

const OPERATOR = 'Whoever started the relay on this machine: most likely you.'

export const RELAY_ENGLISH: RelayPhrases = {
  title: 'This is a relay',
  lede: 'You have reached Hopwise on your own machine. It passes requests on to another proxy and signs in there, for programs that cannot do so themselves.',
  forOwner: (owner) =>
    `It asks for no name and no password, and lets in programs of ${owner} alone.`,
  forAll: 'It asks for no name and no password: every user of this machine may use it.',
  parents: 'Where requests go',
  script: (name, named) =>
    `The script ${name} says so for each site.${named === 0 ? '' : ' These are in use so far:'}`,
  states: { 'not-asked': 'not asked yet', works: 'works' },
  madeBy: (proxy, site) =>
    `This page was made by the relay ${proxy} on this machine, not by ${site === '' ? 'a website' : site}.`,
  notes: {
    browser:
      'In the proxy settings, set the HTTP and the HTTPS proxy to host `{host}`, port `{port}`.',
    environment: 'Most command-line programs read these, curl, wget, git, npm and pip among them.',
    git: 'Serves https too.',
    npm: 'Kept in `~/.npmrc`.',
    apt: 'In a file such as `/etc/apt/apt.conf.d/95proxy`. apt asks as its own user: start the relay with `--any-user`.',
    node: 'From version 24.5 on: lets it read the variables of the environment above.',
    docker: 'In `/etc/docker/daemon.json`; then restart the daemon.',
  },
  faults: {
    ADDRESS_FORBIDDEN: {
      title: 'This relay is for another user',
      happened:
        'This relay signs in to another proxy as OWNER, so it lets in programs of that user alone. Yours runs as somebody else, or went away before that could be told.',
      act: 'You, with a relay of your own, or OWNER.',
      lasts: 'Permanent, until the relay is started for every user.',
      next: 'Start a relay of your own with `--listen 127.0.0.1:0`; or have OWNER start this one with `--any-user`, which lets every user of this machine spend the password.',
    },
    PARENT_UNREACHABLE: {
      act: `${OPERATOR} Or the people who run the other proxy.`,
      lasts: 'Temporary: it passes when the other proxy can be reached. The relay goes on trying.',
      next: 'Check the network, or the VPN; where the other proxy is not needed, start the relay with `--direct-when-unreachable`.',
    },
    PARENT_TLS_FAILED: {
      act: `${OPERATOR} Or the people who run the other proxy.`,
      next: 'Start the relay with `--test` to see what is wrong with the certificate of the other proxy.',
    },
    PARENT_CHALLENGE_UNANSWERABLE: {
      happened:
        'This request goes through another proxy, which asked this relay, not you, for credentials that it does not have.',
      act: OPERATOR,
      lasts: 'Permanent, until the relay is given what it needs.',
      next: 'Start the relay with `--user NAME`, or get a Kerberos ticket; a proxy that a PAC file names gets them with `--credentials-for` only. `--test` shows what the other proxy accepts.',
    },
    PARENT_CREDENTIALS_REJECTED: {
      title: 'The next proxy does not accept this relay',
      happened:
        'This request goes through another proxy, which refused the name or the password that this relay has for it, or does not let that account go there.',
      act: OPERATOR,
      lasts:
        'Permanent, until the password is right, or the account may go there. A password that was never accepted is not sent twice, so that no account gets locked.',
      next: 'Start the relay again with the right password, or put it into its password file; `--test` shows what the other proxy says.',
    },
    PARENT_CHALLENGE_INVALID: {
      next: 'Start the relay with `--test` to see what the other proxy says, and show it to the people who run that one.',
    },
    PARENT_REFUSED: {
      next: 'Check the address; if it is right, ask the people who run the other proxy whether it may be reached.',
    },
    PARENT_ANSWER_INVALID: {
      act: 'You, if what the relay was told with `--to` is not a proxy; otherwise the people who run it.',
      next: 'Start the relay with `--test` to see what is answered there.',
    },
    PAC_UNAVAILABLE: {
      act: `${OPERATOR} Or the people who run the server of the script.`,
      lasts: 'Temporary: it passes when the script can be read. The relay goes on trying.',
      next: 'Check the network, or the VPN; where no proxy is needed without the script, start the relay with `--direct-when-unreachable`, or name a proxy for that with `--to`.',
    },
    PAC_UNUSABLE: {
      act: `${OPERATOR} Or the people who write the script.`,
      lasts: 'Permanent, until the script is changed.',
      next: 'Start the relay with `--test` and this address to see what the script answers, and show it to the people who write it; `--to` names a proxy for where it says nothing.',
    },
    ROUTE_LOOP: {
      act: OPERATOR,
      next: 'Start the relay with another address behind `--to`: this one leads back to the relay.',
    },
  },
}
