/** What the command ends with. Scripts depend on these: a number keeps its meaning. */
export const EXIT = {
  /** Done, or drained after a signal. */
  ok: 0,
  /** The answer is no: there is no such user, no such exchange. */
  negative: 1,
  /** The command line cannot be understood, or a name, password or time in it is not usable. */
  usage: 2,
  /** The data directory or a database in it cannot be used. */
  data: 3,
  /** The address cannot be listened on: taken, forbidden, not of this machine. */
  listen: 4,
  /** The configuration, or a file that it or the command line (`--htpasswd`) names, cannot be used. */
  configuration: 5,
  /** A bug of ours, with its stack. `EX_SOFTWARE` of sysexits.h. */
  bug: 70,
  /** Ctrl-C at a question, or a third signal: 128 + SIGINT, as shells count. */
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
