import {
  formatNamedWay,
  formatParentAddress,
  type NamedAddress,
  type Parent,
  type ParentChain,
  type ScriptedWay,
  type WayScript,
} from '@hopwise/proxy'

/**
 * A way that a script names: its proxies are the parents that have their addresses. Of two parents at
 * one address it is the first. Every other address is told once, and passed over.
 */
export function scriptedWay(
  script: WayScript,
  parents: ReadonlyMap<string, Parent>,
  otherwise: 'direct' | ParentChain | undefined,
  notify: (sentence: string) => void,
): ScriptedWay {
  const byAddress = new Map<string, Parent>()
  for (const parent of parents.values()) {
    const key = formatParentAddress(parent.address)
    if (!byAddress.has(key)) byAddress.set(key, parent)
  }
  const told = new Set<string>()
  return {
    script,
    orDirect: false,
    otherwise,
    parentAt(address) {
      const key = formatNamedWay({ kind: 'proxy', address })
      const parent = byAddress.get(key)
      if (parent === undefined && !told.has(key) && told.size < TOLD_MAX) {
        told.add(key)
        notify(passedOver(script, key, address))
      }
      return parent
    },
  }
}

function passedOver({ name }: WayScript, key: string, { scheme }: NamedAddress): string {
  const why =
    scheme === 'socks4' ? 'and version 4 of SOCKS is not spoken' : 'which is none of parents'
  return `The PAC script ${name} names ${key}, ${why}: it is passed over.`
}

/** A script may make up addresses without end. */
const TOLD_MAX = 100
