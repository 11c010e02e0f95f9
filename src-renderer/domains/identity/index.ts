export { Enrol } from './enrol.tsx'
export { Idle } from './idle.tsx'
export { SignIn } from './sign-in.tsx'
