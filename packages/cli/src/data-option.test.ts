import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Command } from 'commander'
import { dataOption, defaultDataDirectory } from './data-option.ts'
import { scene } from './testing/scene.ts'

test('without a choice data is kept where XDG says', () => {
  const home = '/home/alice'
  assert.equal(defaultDataDirectory({ env: {}, home }), '/home/alice/.local/share/hopwise')
  assert.equal(defaultDataDirectory({ env: { XDG_DATA_HOME: '/srv' }, home }), '/srv/hopwise')
  const relative = { XDG_DATA_HOME: 'data' }
  assert.equal(defaultDataDirectory({ env: relative, home }), '/home/alice/.local/share/hopwise')
})

test('a relative directory is named in full, so that messages say where', () => {
  const command = new Command().addOption(dataOption(scene().surroundings))
  command.parse(['--data', 'here'], { from: 'user' })
  assert.equal(command.opts()['data'], `${process.cwd()}/here`)
})
