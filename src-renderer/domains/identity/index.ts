export { Enrol } from './enrol.tsx'
export { Idle } from './idle.tsx'
export { PinPanel } from './pin-panel.tsx'
export { SignIn } from './sign-in.tsx'
