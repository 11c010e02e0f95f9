import { parseArgs } from 'node:util'
import { readTls } from '../server/app/tls.ts'
import { makeAuthority, renew } from './ca/authority.ts'

const USAGE = `npm run make-ca -- --dir DIR --host NAME[,IPV4…] [--renew]
  Makes a certificate authority for a hospital that has none, and a certificate for its server.
  --renew gives the server its next key, whose pin the workstations have already.`

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    host: { type: 'string' },
    renew: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
try {
  if (values.help || !values.dir || !values.host) throw new Error(USAGE)
  const authority = { dir: values.dir, hosts: values.host.split(',').map((host) => host.trim()), now: new Date() }
  if (values.renew) renew(authority)
  else makeAuthority(authority)
  const { pins } = await readTls(values.dir)
  process.stdout.write(
    `Pins: ${pins.join(' ')}\nStart the server with --tls ${values.dir}; keep ca.key elsewhere, offline.\n`,
  )
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
