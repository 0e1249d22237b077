/** Options of another package that have no meaning here, and what to write instead. */
export type Refusals = Readonly<Record<string, string>>

/**
 * Says so instead of doing something else than the program means.
 *
 * @throws {TypeError} for the first option that is there and cannot be followed
 */
export function refuseOptions(where: string, options: object, refusals: Refusals): void {
  for (const [name, instead] of Object.entries(refusals)) {
    const value = (options as { readonly [name: string]: unknown })[name]
    if (value !== undefined && value !== null) {
      throw new TypeError(`The option ${name} of ${where} cannot be followed here: ${instead}`)
    }
  }
}
