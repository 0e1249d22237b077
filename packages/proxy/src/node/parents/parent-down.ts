import type { Fault } from '@hopwise/journal'

/**
 * A parent did not do its part before anything was sent that could not be sent again: another one may
 * be asked. The fault is for the client when there is no other.
 */
export class ParentDown extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message, { cause: fault })
    this.fault = fault
  }
}
