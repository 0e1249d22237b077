/** What a template can name. */
export type Values = { readonly [name in 'user' | 'dn']?: string }

/** Puts values in the place of `{user}` and `{dn}`, each written so that it stays one value. */
export function fill(template: string, values: Values, write: (text: string) => string): string {
  return template.replace(NAMES, (whole, name: keyof Values) => {
    const value = values[name]
    return value === undefined ? whole : write(value)
  })
}

/**
 * The attribute that a template compares with the user's name: `uid` of `(&(objectClass=person)(uid={user}))`
 * and of `uid={user},ou=people`.
 */
export function attributeOfUser(template: string): string | undefined {
  return /(?:^|[(,+])\s*([\w-]+)=\{user\}(?=$|[),+])/.exec(template)?.[1]
}

/** @throws {RangeError} unless the template names the value: it would be the same for everybody */
export function mustName(template: string, names: readonly (keyof Values)[], what: string): void {
  if (names.some((name) => template.includes(`{${name}}`))) return
  const wanted = names.map((name) => `{${name}}`).join(' or ')
  throw new RangeError(`${what} is ${JSON.stringify(template)} and does not contain ${wanted}`)
}

const NAMES = /\{(user|dn)\}/g
