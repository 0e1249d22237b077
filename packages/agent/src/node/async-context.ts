/**
 * Has Node settle how it keeps the async context, before a program has run for long. It does so when it is first
 * asked, by this import or by the first timer that is cleared, and exchanges functions that all deferred work
 * goes through. What V8 has learnt of these until then makes it look them up by name for the life of the program:
 * 4 % of a request.
 */
import 'node:async_hooks'
