/** Where a name that a door hands out is made, and how it is called there. */
export interface Home {
  readonly module: string
  readonly name: string
}

/** By the names of a door: `@hopwise/auth/node` → `TOOLS` → `./tools.ts`. */
export type Homes = ReadonlyMap<string, ReadonlyMap<string, Home>>

/** What a door hands out of other modules: `export { a, type B as C } from './x.ts'`. */
export function handedOut(text: string): ReadonlyMap<string, Home> {
  const homes = new Map<string, Home>()
  for (const [, names = '', module = ''] of text.matchAll(HANDS_OUT)) {
    for (const { name, as } of namesIn(names)) homes.set(as, { module, name })
  }
  return homes
}

/**
 * Imports by name from a door, made imports from where the names are: behind a door is more than what is
 * asked for there, and with it packages that nobody has installed. Others stay.
 */
export function throughDoors(text: string, homes: Homes): string {
  return text.replace(FROM_DOOR, (whole, verb: string, names: string, door: string) => {
    const behind = homes.get(door)
    const asked = namesIn(names).map((one) => ({ ...one, home: behind?.get(one.name) }))
    if (asked.length === 0 || asked.some(({ home }) => home === undefined)) return whole
    const lines = asked.map(({ kind, as, home }) => {
      const name = home!.name === as ? as : `${home!.name} as ${as}`
      return `${verb} { ${kind}${name} } from '${home!.module}'`
    })
    return lines.join('\n')
  })
}

function namesIn(list: string) {
  const words = list.split(',').map((one) => one.trim())
  return words.filter(Boolean).map((one) => {
    const kind = /^type /.test(one) ? 'type ' : ''
    const [name = '', as = name] = one.slice(kind.length).split(/ as /)
    return { kind, name, as }
  })
}

const HANDS_OUT = /^export (?:type )?\{([^}]*)\} from ['"]([^'"]+)['"]/gm
const FROM_DOOR = /^((?:import|export)(?: type)?) \{([^}]*)\} from ['"](@hopwise\/[^'"]+)['"]/gm
