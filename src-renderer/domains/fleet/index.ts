export { ConnectionScreen } from './connection-screen.tsx'
export { WorkstationsScreen } from './workstations-screen.tsx'
