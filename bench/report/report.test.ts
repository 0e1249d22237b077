import assert from 'node:assert/strict'
import { test } from 'node:test'
import { get } from '../measures/get.ts'
import type { Values } from '../measures/measure.ts'
import { tunnels } from '../measures/tunnels.ts'
import { FULL, type Plan } from '../plan.ts'
import { formatReport } from './report.ts'
import type { Results } from './results.ts'

const measured = (values: Values) => ({ kind: 'measured', values, rounds: [values] }) as const
const speed = { perSecond: 40_000, p50Ms: 1.5, p99Ms: 3, residentMb: 80 }

const PLAN: Plan = {
  ...FULL,
  get: { generations: 1, rounds: 5, seconds: 3 },
  tunnels: { rounds: 5, count: 2000 },
}

const RESULTS: Results = {
  date: '2026-11-21T08:00:00.000Z',
  plan: 'full',
  machine: { cpu: 'EPYC', cores: 2, memoryGb: 24, system: 'Debian', node: '24.21.0' },
  versions: { hopwise: '0.1.0', squid: '5.7' },
  outcomes: {
    get: {
      origin: 'test',
      peers: {
        hopwise: measured({ cpuMicros: 25, ...speed }),
        squid: measured({ cpuMicros: 50, ...speed }),
        apache: { kind: 'failed', because: 'no such module' },
      },
    },
  },
  obstacles: { tunnels: 'it is Sunday' },
  judgements: [
    { text: 'CPU per GET, of Squid’s', verdict: 'missed', ours: 0.5, most: 0.45 },
    { text: 'KB per idle tunnel', verdict: 'not measured' },
    { text: 'GET per CPU second, of cntlm’s', verdict: 'met', ours: 1.25, least: 1 },
  ],
}

test('the report has every peer with its ratios, its failures and the verdicts', () => {
  assert.equal(formatReport(RESULTS, [get, tunnels], PLAN), EXPECTED)
})

const EXPECTED = `2026-11-21, EPYC, 2 cores, 24 GB, Debian, Node 24.21.0, full run

get: GET of 1 KiB with Basic credentials, 64 connections that stay, 1 × 5 rounds of 3 s, each time started anew

|               | CPU µs/request | × squid | requests/s | p50 ms | p99 ms |  MB |
| ------------- | -------------: | ------: | ---------: | -----: | -----: | --: |
| hopwise 0.1.0 |           25.0 |    0.50 |     40 000 |   1.50 |   3.00 |  80 |
| squid 5.7     |           50.0 |    1.00 |     40 000 |   1.50 |   3.00 |  80 |
| apache        |              – |       – |          – |      – |      – |   – |
apache failed: no such module

tunnels: CONNECT with Basic credentials, a small answer through the tunnel, close; 5 rounds of 2000, 16 at a time, after 4 to warm up
not measured: it is Sunday

| budget                         | measured | at most | at least |              |
| ------------------------------ | -------: | ------: | -------: | -----------: |
| CPU per GET, of Squid’s        |     0.50 |    0.45 |        – |       MISSED |
| KB per idle tunnel             |        – |       – |        – | not measured |
| GET per CPU second, of cntlm’s |     1.25 |       – |     1.00 |          met |
`
