/** How an address begins, and how it was meant to. Neither has anything of a login in it. */
export interface MalformedScheme {
  readonly beginning: string
  readonly meant: string
}

/**
 * The scheme of a proxy's address that is mistyped (`http//proxy:3128`) or there twice; undefined where
 * nothing is wrong with it. Read on, `http` would be the host, or the beginning of the user's name.
 *
 * @param text without white space in front
 */
export function malformedScheme(text: string): MalformedScheme | undefined {
  const [beginning = '', scheme = ''] = TWICE.exec(text) ?? ONCE.exec(text) ?? []
  const meant = `${scheme.toLowerCase()}://`
  return beginning.toLowerCase() === meant || beginning === '' ? undefined : { beginning, meant }
}

const TWICE =
  /^(?:https?|socks(?:4a?|5h?)?):\/\/(https?|socks(?:4a?|5h?)?)(?:[:;]+[/\\]+|[/\\]{2,})/i
const ONCE = /^(https?|socks(?:4a?|5h?)?)[:;]*[/\\]+/i
