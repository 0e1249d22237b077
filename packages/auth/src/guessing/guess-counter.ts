/** Counts refusals of a key within a time: here, or in a place that several proxies share. */
export interface GuessCounter {
  /**
   * Counts one more, unless the very same credentials were counted before.
   *
   * @param id the same for the same credentials
   * @returns how many there are now
   */
  count(key: string, id: string): Promise<number>
  forget(key: string): Promise<void>
}
