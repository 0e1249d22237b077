/** Visits whatever is in a configuration: lists and plain objects are gone through, parsed values visited. */
export function eachValue(
  value: unknown,
  visit: (value: object, path: readonly PropertyKey[]) => void,
  path: readonly PropertyKey[] = [],
): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) eachValue(item, visit, [...path, at])
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    for (const [key, item] of Object.entries(value)) eachValue(item, visit, [...path, key])
  } else {
    visit(value, path)
  }
}
