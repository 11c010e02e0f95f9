import { chooseLink } from './link.ts'
import { start } from './start.tsx'

start(chooseLink())
