import {
  type Answers,
  CLIENT_SCHEMES,
  type ClientNeed,
  createAsker,
  type Login,
  type Secret,
  socksSchemesAmong,
} from '@hopwise/auth'
import {
  type ContextInitiator,
  createKerberosInitiator,
  loadKerberos,
  TOOLS,
} from '@hopwise/auth/node'
import { Parent, type ParentCredentials, type Probing } from '@hopwise/proxy'
import type { ParentSection } from '../config/sections/parents.ts'
import { type Composing, secretOf, textOf } from './composing.ts'
import { Unusable } from './unusable.ts'

/**
 * One of `parents`.
 *
 * @throws {Unusable}
 */
export async function composeParent(
  name: string,
  section: ParentSection,
  composing: Composing,
): Promise<Parent> {
  const path = ['parents', name]
  const known = await knownSecrets(section, path, composing)
  const authorities =
    section.authorities && (await certificatesOf(section, [...path, 'authorities'], composing))
  const tickets = await ticketsOf(section, path, composing)
  const make = (): Parent =>
    new Parent({
      name,
      address: section.url,
      credentials: credentialsOf(section, known, tickets),
      connectionsMax: section.connections,
      refusals: section.refusals,
      authorities,
      probing: probingOf(section),
    })
  const { keepParent } = composing
  return keepParent === undefined
    ? make()
    : keepParent(name, saysOf(section, known, authorities), make)
}

function probingOf({ probe }: ParentSection): Probing | undefined {
  if (probe === undefined) return undefined
  return probe === 'off' ? { kind: 'none' } : { kind: 'regular', everyMs: probe.every.ms }
}

interface Known {
  readonly login: Login | undefined
  readonly token: Secret | undefined
}

async function knownSecrets(
  { username, password, token }: ParentSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<Known> {
  const word = password && (await secretOf(password, [...path, 'password'], composing))
  return {
    login: username === undefined || word === undefined ? undefined : { username, password: word },
    token: token && (await secretOf(token, [...path, 'token'], composing)),
  }
}

function credentialsOf(
  { url, credentials, schemes }: ParentSection,
  { login, token }: Known,
  tickets: ContextInitiator | undefined,
): ParentCredentials {
  if (credentials === 'pass-through') return { kind: 'pass-through' }
  const answers: Answers<ClientNeed> = {
    'find-login': () => login,
    'find-token': () => token,
    'initiate-context': (ask) =>
      tickets?.(ask.token, ask.context) ?? {
        kind: 'declined',
        detail: 'this parent has no key "negotiate"',
      },
  }
  const spoken =
    url.scheme === 'socks5'
      ? socksSchemesAmong(schemes)
      : CLIENT_SCHEMES.filter(({ name }) => schemes?.includes(name) ?? true)
  return { kind: 'own', asker: createAsker({ tools: TOOLS, schemes: spoken }), answers }
}

async function ticketsOf(
  { negotiate }: ParentSection,
  path: readonly PropertyKey[],
  { places }: Composing,
): Promise<ContextInitiator | undefined> {
  if (negotiate === undefined) return undefined
  try {
    const library = await loadKerberos(negotiate.library?.from(places.directory))
    return createKerberosInitiator(library, negotiate.service)
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    throw new Unusable([...path, 'negotiate'], sentence)
  }
}

/** One PEM file may hold several. */
async function certificatesOf(
  { authorities }: ParentSection,
  path: readonly PropertyKey[],
  composing: Composing,
): Promise<readonly string[]> {
  if (authorities === undefined) return []
  const text = await textOf(authorities, path, composing)
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g)
  if (found === null) throw new Unusable(path, 'there is no certificate in it')
  return found
}

/** Secrets are compared, not kept a second time. */
function saysOf(
  section: ParentSection,
  { login, token }: Known,
  authorities: readonly string[] | undefined,
): string {
  const secrets = [login?.password, token].map((secret) =>
    secret === undefined ? '' : TOOLS.hash('sha256', secret.reveal()),
  )
  return JSON.stringify([section, secrets, authorities])
}
