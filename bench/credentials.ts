/** The one account of the benchmark, as each program wants to have it. */
import { createHash } from 'node:crypto'

export const USER = 'bench'
export const PASSWORD = 'bench'

/** The field value that every client sends. */
export const BASIC: string = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`

/** For programs that check the hash on every request: the cheapest they know, so that hashing is not what we measure. */
export const SHA1_LINE: string = `${USER}:{SHA}${createHash('sha1').update(PASSWORD).digest('base64')}\n`

/** For programs that remember an accepted password: what `htpasswd` writes by default. Made by openssl passwd. */
export const APR1_LINE: string = `${USER}:$apr1$hopwise0$oMOELsXpu.OY2bZ0DJh8K.\n`
