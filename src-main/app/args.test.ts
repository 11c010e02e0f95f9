import { expect, test } from 'vitest'
import { parseHostArgs } from './args.ts'

test('without arguments it is profile a on any free port', () => {
  expect(parseHostArgs([])).toEqual({ profile: 'a', port: 0, open: false })
})

test('Chromium’s switches and the app’s folder may stand among Electron’s arguments', () => {
  const argv = ['--user-data-dir=/x', '--remote-debugging-port=0', '/app', '--profile', 'b', '--enrol', 'ABCD']
  expect(parseHostArgs(argv, true)).toMatchObject({ profile: 'b', enrol: 'ABCD' })
})

test.each([
  ['a profile that is a path', ['--profile', '../b']],
  ['a server that is no address', ['--server', 'file:///etc']],
  ['a port that is none', ['--port', '70000']],
  ['an option that is not known', ['--enroll', 'ABCD']],
])('%s is refused', (_what, argv) => {
  expect(() => parseHostArgs(argv)).toThrow()
})
