/** What a compatibility test needs of a released workstation: bundled once per protocol version, then never changed. */
export { identityMigrations } from '../../src-main/domains/identity/migrations/index.ts'
export { patientsMigrations } from '../../src-main/domains/patients/migrations/index.ts'
export { wardMigrations } from '../../src-main/domains/ward/migrations/index.ts'
export { realPorts } from '../../src-main/platform/ports.ts'
export { openStation } from '../../src-main/platform/station.ts'
export { registry } from '../../src-shared/domains/registry.ts'
export { PROTOCOL_VERSION } from '../../src-shared/sync/envelope.ts'
