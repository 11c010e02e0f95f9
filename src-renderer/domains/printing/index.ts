export { PrintButton } from './print-button.tsx'
export { PrintCount } from './print-count.tsx'
export { PrintingScreen } from './printing-screen.tsx'
